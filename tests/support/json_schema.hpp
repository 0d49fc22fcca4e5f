/// Whether a JSON value is what a schema says, for the part of JSON Schema 2020-12 that the API's document
/// uses. A keyword that is not known here is a fault of the schema: nothing stands in the document unchecked.
#pragma once

#include <algorithm>
#include <regex>
#include <string>

#include "redline/base/json.hpp"

namespace redline::test {

class JsonSchemas {
  public:
    /// References are looked up in `document`, which outlives this.
    explicit JsonSchemas(const base::Json& document) : document_(document) {}

    /// The first thing that is wrong, with its place; empty when all is well.
    std::string fault_of(const base::Json& value, const base::Json& schema,
                         const std::string& place = "$") const {
        for (const auto& [keyword, said] : schema.items())
            if (auto fault = fault_of(value, schema, keyword, said, place); !fault.empty()) return fault;
        return {};
    }

  private:
    using Json = base::Json;

    std::string fault_of(const Json& value, const Json& schema, const std::string& keyword, const Json& said,
                         const std::string& place) const {
        if (keyword == "description" || keyword == "example") return {};
        if (keyword == "$ref") return fault_of(value, resolved(said.get<std::string>()), place);
        if (keyword == "type")
            return is_of_type(value, said.get<std::string>()) ? "" : place + " is no " + said.dump();
        if (keyword == "enum")
            return std::find(said.begin(), said.end(), value) != said.end()
                       ? ""
                       : place + " is none of " + said.dump();
        if (keyword == "oneOf") return fault_of_alternatives(value, said, place);
        if (keyword == "pattern") return fault_of_text(value, said.get<std::string>(), place);
        if (keyword == "minimum" || keyword == "maximum") return fault_of_number(value, keyword, said, place);
        if (keyword == "items") return fault_of_items(value, said, place);
        if (keyword == "required") return fault_of_missing(value, said, place);
        if (keyword == "properties") return fault_of_members(value, said, place);
        if (keyword == "additionalProperties") return fault_of_others(value, schema, said, place);
        return place + ": the schema has an unknown keyword " + keyword;
    }

    const Json& resolved(const std::string& reference) const {
        return document_.at(Json::json_pointer(reference.substr(1)));
    }

    static bool is_of_type(const Json& value, const std::string& type) {
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "integer") return value.is_number_integer();
        return type == "number" && value.is_number();
    }

    std::string fault_of_alternatives(const Json& value, const Json& schemas,
                                      const std::string& place) const {
        const auto fits = [&](const Json& schema) { return fault_of(value, schema, place).empty(); };
        const auto count = std::count_if(schemas.begin(), schemas.end(), fits);
        return count == 1 ? "" : place + " fits " + std::to_string(count) + " of the alternatives";
    }

    static std::string fault_of_text(const Json& value, const std::string& pattern,
                                     const std::string& place) {
        if (!value.is_string() || std::regex_search(value.get<std::string>(), std::regex(pattern))) return {};
        return place + " does not match " + pattern;
    }

    static std::string fault_of_number(const Json& value, const std::string& keyword, const Json& bound,
                                       const std::string& place) {
        if (!value.is_number() || (keyword == "minimum" ? value >= bound : value <= bound)) return {};
        return place + " is beyond its " + keyword;
    }

    std::string fault_of_items(const Json& value, const Json& schema, const std::string& place) const {
        if (!value.is_array()) return {};
        for (std::size_t at = 0; at < value.size(); ++at)
            if (auto fault = fault_of(value[at], schema, place + '[' + std::to_string(at) + ']');
                !fault.empty())
                return fault;
        return {};
    }

    static std::string fault_of_missing(const Json& value, const Json& names, const std::string& place) {
        if (!value.is_object()) return {};
        for (const auto& name : names)
            if (!value.contains(name.get<std::string>())) return place + " lacks " + name.get<std::string>();
        return {};
    }

    std::string fault_of_members(const Json& value, const Json& schemas, const std::string& place) const {
        if (!value.is_object()) return {};
        for (const auto& [name, schema] : schemas.items())
            if (value.contains(name))
                if (auto fault = fault_of(value[name], schema, place + '.' + name); !fault.empty())
                    return fault;
        return {};
    }

    static std::string fault_of_others(const Json& value, const Json& schema, const Json& allowed,
                                       const std::string& place) {
        if (!value.is_object() || allowed == true) return {};
        for (const auto& [name, ignored] : value.items())
            if (!schema["properties"].contains(name)) return place + " has a member of no schema: " + name;
        return {};
    }

    const Json& document_;
};

} // namespace redline::test

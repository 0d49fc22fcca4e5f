#include "redline/traffic/lead_feed.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "address_line.hpp"
#include "dirt_rates.hpp"
#include "duplicates.hpp"
#include "person.hpp"
#include "postal_address.hpp"
#include "redline/base/random.hpp"

namespace redline::traffic {

namespace {

std::vector<std::string_view> names_of_fields() {
    std::vector<std::string_view> names;
    for (const auto& field : lead_fields()) names.push_back(field.name);
    return names;
}

/// A lead as far as its index tells: whose it is, and who typed it. Each of its fields is drawn alone.
class LeadDraw {
  public:
    LeadDraw(const LeadFeedOptions& options, std::uint64_t seed, std::uint64_t index)
        : profile_(options.profile), seed_(seed), index_(index),
          origin_(origin_of(options.duplicate_share, seed, index)), person_(seed, origin_.person) {
        if (origin_.typed_at == origin_.person) return;
        auto typing = typing_from_the_start();
        other_keyboard_.emplace(typing);
    }

    void draw(const LeadField& field, std::string& into) const {
        into.clear();
        if (field.text == &Lead::lead_ref) return append_lead_ref(seed_, index_, into);
        if (field.text == &Lead::address_line) return draw_address_line(into);
        append(*std::ranges::find(person_fields(), field.text, &PersonField::text), into);
    }

    void draw_all(Lead& into) const {
        for (const auto& field : lead_fields()) (into.*field.text).clear();
        append_lead_ref(seed_, index_, into.lead_ref);
        draw_address_line(into.address_line);
        for (const auto& field : person_fields()) append(field, into.*field.text);
    }

  private:
    void append(const PersonField& field, std::string& into) const {
        field.append(person_, into);
        if (other_keyboard_) other_keyboard_->retype(field.text, into);
    }

    void draw_address_line(std::string& into) const {
        thread_local PostalAddress address; // whose texts keep their room between calls
        auto drawing = base::Random::keyed(seed_, "lead address", origin_.person);
        auto typing = typing_from_the_start();
        if (other_keyboard_) typing.skip(OtherKeyboard::numbers);
        const auto& rates = rates_of(profile_);
        draw_address(rates, drawing, home_of(seed_, origin_.person), address);
        type_address(address, Typist{rates, typing, other_keyboard_.has_value()}, into);
    }

    base::Random typing_from_the_start() const {
        return base::Random::keyed(seed_, "lead typing", origin_.typed_at);
    }

    DirtProfile profile_;
    std::uint64_t seed_;
    std::uint64_t index_;
    LeadOrigin origin_;
    Person person_;
    std::optional<OtherKeyboard> other_keyboard_;
};

} // namespace

Lead LeadFeed::lead(std::uint64_t index) const {
    Lead made;
    lead(index, made);
    return made;
}

void LeadFeed::lead(std::uint64_t index, Lead& into) const {
    LeadDraw(options_, seed_, index).draw_all(into);
}

void LeadFeed::append_json(std::uint64_t index, std::string& out) const {
    thread_local Lead made;
    lead(index, made);
    traffic::append_json(made, out);
}

bool LeadFeed::append_field(std::uint64_t index, std::string_view field, std::string& out) const {
    const auto* found = find_lead_field(field);
    if (found == nullptr) return false;
    thread_local std::string text;
    LeadDraw(options_, seed_, index).draw(*found, text);
    out += text;
    return true;
}

std::span<const std::string_view> LeadFeed::field_names() {
    static const auto names = names_of_fields();
    return names;
}

} // namespace redline::traffic

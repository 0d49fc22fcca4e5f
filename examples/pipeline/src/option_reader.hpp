/// Options are words that mean something; each is read by a function that may refuse it. A reader takes them
/// one after the other and keeps the first mistake, so that the reading of twenty options is twenty lines.
#pragma once

#include <optional>

#include "redline/base/error.hpp"

namespace redline::leadpipe {

class OptionReader {
  public:
    template <class Value>
    void read(Value& into, base::Result<Value> value) {
        if (value)
            into = *std::move(value);
        else if (!error)
            error = value.error();
    }

    std::optional<base::Error> error;
};

} // namespace redline::leadpipe

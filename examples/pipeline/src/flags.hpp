/// Which values of an enumeration hold: a set of them in a word of bits. `count` is how many there are.
#pragma once

#include <bitset>
#include <cstddef>
#include <initializer_list>

namespace redline::leadpipe {

template <class Value, std::size_t count>
class Flags {
  public:
    bool has(Value value) const { return bits_.test(static_cast<std::size_t>(value)); }
    bool has_any(std::initializer_list<Value> values) const {
        for (const auto value : values)
            if (has(value)) return true;
        return false;
    }
    bool none() const { return bits_.none(); }
    void add(Value value, bool when = true) {
        if (when) bits_.set(static_cast<std::size_t>(value));
    }
    Flags& operator|=(const Flags& other) {
        bits_ |= other.bits_;
        return *this;
    }

  private:
    std::bitset<count> bits_;
};

} // namespace redline::leadpipe

#include "redline/leadpipe/client_class.hpp"

#include "redline/leadpipe/choice.hpp"

namespace redline::leadpipe {

base::Result<ClientClass> parse_client_class(std::string_view text) {
    return parse_choice<ClientClass>("class of clients", text, client_class_names);
}

} // namespace redline::leadpipe

#include "redline/leadpipe/client_class.hpp"

#include "word_choice.hpp"

namespace redline::leadpipe {

base::Result<ClientClass> parse_client_class(std::string_view text) {
    return choose_word<ClientClass>(text, client_class_names, "class of clients");
}

} // namespace redline::leadpipe

/// Why this exists: forms on the open web are filled in by programs, and a lead nobody typed is sold once and
/// returned. Two cheap signs: a user agent that says so itself, and a field of the form that people do not
/// see and programs fill in (a honeypot; here `website`, of the body or of its `lead`).
///
/// Neither is proof: an honest bot gives its name, a careful one does not. Batches are not looked into: they
/// come from partners, not from forms. Pure, any thread.
#pragma once

#include <string_view>

namespace redline::leadpipe {

enum class BotSign { none, user_agent, honeypot };

/// `none`, `user_agent`, `honeypot`.
std::string_view to_text(BotSign sign);

/// Whether a user agent names a crawler or a driven browser. An empty one does not.
bool names_a_bot(std::string_view user_agent);

/// Whether the honeypot of a JSON body holds anything. False for what is no JSON: others refuse it.
bool fills_the_honeypot(std::string_view body);

BotSign bot_sign(std::string_view user_agent, std::string_view body);

} // namespace redline::leadpipe

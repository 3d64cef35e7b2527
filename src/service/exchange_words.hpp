// A failure as a SOAP answer tells it.
// Source: spec/soap.md 9.
#pragma once

#include "core/error.hpp"

namespace likeness::service {

/// In Exchange's words, which some programs compare; the words that the error came with are for the operator.
inline Error in_exchange_words(Error const& error)
{
    return { error.code, std::string(exchange_text(error.code)), for_operator(error) };
}

}

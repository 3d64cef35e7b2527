// The answer to a batch: one response message for each thing that was asked for, in order.
// Source: spec/soap.md 7 and 8.
#pragma once

#include "ews/request.hpp"
#include "ews/response.hpp"

#include <vector>

namespace likeness::ews {

/// An operation's elements in an answer, with their prefix: "m:GetFolderResponse", "m:GetFolderResponseMessage".
/// Literals.
struct MessageNames {
    std::string_view response;
    std::string_view message;
};

/// `write_data` writes what stands behind the outcome of a message; it is given nullptr for a failed one.
template <class Value, class WriteData>
void write_response_messages(ResponseWriter& response, MessageNames const& names,
    std::vector<Result<Value>> const& answers, WriteData write_data)
{
    auto& writer = response.body();
    writer.open(names.response).open("m:ResponseMessages");
    for (auto const& answer : answers) {
        open_message(writer, names.message, answer ? nullptr : &answer.error());
        write_data(writer, answer ? &*answer : nullptr);
        writer.close();
    }
    writer.close().close();
}

/// The messages of an answer. `read_data` makes a Readable of a value out of a message that tells no error.
/// Refused: another element than names.response, messages of another name, none at all, what `read_data` refuses.
template <class Value, class ReadData>
Readable<std::vector<Result<Value>>> read_response_messages(
    xml::Element const& content, MessageNames const& names, ReadData read_data)
{
    constexpr std::string_view prefix = "m:";
    if (!content.is(messages, names.response.substr(prefix.size())))
        return refuse_form(content.at, "this is no " + std::string(names.response.substr(prefix.size())));
    auto const list = required_child(content, messages, "ResponseMessages");
    if (!list) return tl::unexpected(list.error());
    std::vector<Result<Value>> answers;
    for (auto const& message : (*list)->children()) {
        if (!message.is(messages, names.message.substr(prefix.size())))
            return refuse_form(message.at, "this is no " + std::string(names.message.substr(prefix.size())));
        if (auto error = read_outcome(message)) {
            answers.push_back(tl::unexpected(std::move(*error)));
            continue;
        }
        Readable<Value> value = read_data(message);
        if (!value) return tl::unexpected(value.error());
        answers.push_back(std::move(*value));
    }
    if (answers.empty()) return refuse_form((*list)->at, "there is no response message");
    return answers;
}

}

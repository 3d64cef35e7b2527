#include "ews/get_persona.hpp"

#include "ews/mailbox_element.hpp"
#include "ews/persona_element.hpp"
#include "ews/persona_shape.hpp"

namespace likeness::ews {

Readable<GetPersona> read_get_persona(xml::Element const& operation, Schema)
{
    GetPersona request;
    if (auto const* const id = operation.child(messages, "PersonaId")) {
        auto const text = id->attribute("Id");
        if (!text) return tl::unexpected(required_attribute(*id, "Id").error());
        request.id = *text; // Not trimmed: no two texts are the same id.
    }
    if (auto const* const email = operation.child(messages, "EmailAddress"))
        request.address = text_of(*email, types, "EmailAddress");
    if (request.id.empty() && request.address.empty())
        return refuse_form(operation.at, "'GetPersona' names nobody.");
    if (auto const* const more = operation.child(messages, "AdditionalProperties"))
        for (auto const& path : more->children())
            if (auto read = read_persona_property(path); !read) return tl::unexpected(read.error());
    return request;
}

void write_get_persona(xml::Writer& writer, GetPersona const& request)
{
    writer.open("m:GetPersona");
    if (!request.id.empty()) writer.open("m:PersonaId").attribute("Id", request.id).close();
    if (!request.address.empty())
        writer.open("m:EmailAddress").element("t:EmailAddress", request.address).close();
    writer.close();
}

void write_get_persona_response(ResponseWriter& response, GetPersonaAnswer const& answer)
{
    auto& writer = response.body();
    open_message(writer, "m:GetPersonaResponseMessage", answer ? nullptr : &answer.error());
    if (answer)
        write_persona(writer, "m:Persona", answer->persona);
    else
        writer.open("m:Persona").open("t:PersonaId").attribute("Id", "").close().close();
    writer.close();
}

Readable<GetPersonaAnswer> read_get_persona_response(xml::Element const& content)
{
    if (!content.is(messages, "GetPersonaResponseMessage"))
        return refuse_form(content.at, "this is no GetPersonaResponseMessage");
    if (auto error = read_outcome(content)) return GetPersonaAnswer(tl::unexpected(std::move(*error)));
    auto const persona = required_child(content, messages, "Persona");
    if (!persona) return tl::unexpected(persona.error());
    KeptText texts;
    return GetPersonaAnswer(
        ShownPersona { .persona = read_persona(**persona, texts), .owners = { texts.owner() } });
}

}

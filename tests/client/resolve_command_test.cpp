// `likeness resolve` and `likeness contact` as a person or a script runs them: what is printed, files, exit codes.
#include "base/base64.hpp"
#include "client/client_command.hpp"
#include "client/soap_texts.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace likeness::tests {

namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

std::string const small = jpeg_of(300);
std::string const large = jpeg_of(3000);

std::string in_base64(std::string const& picture)
{
    return base::base64_encode(base::as_bytes(picture));
}

std::string resolution(std::string const& name, std::string const& address, std::string const& photo)
{
    return "<t:Resolution><t:Mailbox><t:Name>" + name + "</t:Name><t:EmailAddress>" + address
        + "</t:EmailAddress></t:Mailbox><t:Contact><t:CompanyName>CONTOSO</t:CompanyName>"
        + (photo.empty() ? "" : "<t:Photo>" + in_base64(photo) + "</t:Photo>")
        + "</t:Contact></t:Resolution>";
}

std::string two_people()
{
    return messages("ResolveNames",
        { "<m:ResolutionSet TotalItemsInView=\"2\" IncludesLastItemInRange=\"true\">"
            + resolution("Sadie Daniels", "sadie@contoso.com", small)
            + resolution("Hope Gross", "hope@contoso.com", small) + "</m:ResolutionSet>" });
}

std::string const contact_id(152, 'A');

std::string contact(std::string const& more)
{
    return R"(<t:Contact><t:ItemId Id=")" + contact_id + R"(" ChangeKey="KEY0"/>)" + more + "</t:Contact>";
}

std::string const sadie = "<t:DisplayName>Sadie Daniels</t:DisplayName><t:EmailAddresses>"
                          R"(<t:Entry Key="EmailAddress1">sadie@contoso.com</t:Entry></t:EmailAddresses>)";
std::string const a_picture = "<t:Attachments><t:FileAttachment><t:AttachmentId Id=\"PHOTO=\"/>"
                              "<t:Name>ContactPicture.jpg</t:Name><t:IsContactPhoto>true</t:IsContactPhoto>"
                              "</t:FileAttachment></t:Attachments>";

std::string found(std::vector<std::string> const& contacts)
{
    std::string items;
    for (auto const& one : contacts) items += one;
    return messages("FindItem",
        { "<m:RootFolder TotalItemsInView=\"" + std::to_string(contacts.size())
            + "\" IncludesLastItemInRange=\"true\"><t:Items>" + items + "</t:Items></m:RootFolder>" });
}

// Answers one question after the other: a GET with `photo`, a POST with the next of `answers`.
ScriptedServer::Script says_in_turn(
    std::vector<std::string> answers, std::string photo = http_answer("404 None"))
{
    auto const next = std::make_shared<std::size_t>(0);
    return [=](std::string const& head) {
        if (head.starts_with("GET")) return Reply { .bytes = photo };
        auto const& answer = answers.at(std::min((*next)++, answers.size() - 1));
        return Reply { .bytes = soap_answer("200 OK", answer) };
    };
}

class PeopleCommand : public ClientCommand {
protected:
    int at(ScriptedServer const& server, std::string const& name, std::string const& words)
    {
        return run_command(name, words + " --auth Basic --user hope@contoso.com --url " + url_of(server),
            "LIKENESS_PASSWORD=secret");
    }
};
using ResolveCommand = PeopleCommand;
using ContactCommand = PeopleCommand;

}

TEST_F(ResolveCommand, PrintsWhomItFound)
{
    ScriptedServer const server(says_in_turn({ two_people() }));
    EXPECT_EQ(at(server, "resolve", "sadie"), 0);
    EXPECT_EQ(printed, "Sadie Daniels <sadie@contoso.com>\nHope Gross <hope@contoso.com>\n");
    EXPECT_EQ(said, "");
    EXPECT_EQ(server.requests().size(), 1u) << "photos were not asked for";
}

TEST_F(ResolveCommand, WritesTheirPhotosUnderTheirAddresses)
{
    ScriptedServer const server(
        says_in_turn({ two_people() }, http_answer("200 OK", { "Content-Type: image/jpeg" }, large)));
    EXPECT_EQ(at(server, "resolve", "sadie --photos ."), 0);
    EXPECT_EQ(content_of(folder() / "sadie@contoso.com.jpg"), large);
    EXPECT_EQ(content_of(folder() / "hope@contoso.com.jpg"), large);
}

TEST_F(ResolveCommand, TakesTheSmallPhotoWhereThereIsNoOther)
{
    ScriptedServer const server(says_in_turn({ two_people() }));
    EXPECT_EQ(at(server, "resolve", "sadie --photos ."), 0);
    EXPECT_EQ(content_of(folder() / "sadie@contoso.com.jpg"), small);
}

TEST_F(ResolveCommand, SaysWhichPhotosItCouldNotGet)
{
    auto const one = messages("ResolveNames",
        { "<m:ResolutionSet>" + resolution("Sadie Daniels", "sadie@contoso.com", "")
            + "</m:ResolutionSet>" });
    ScriptedServer const server(says_in_turn({ one }, http_answer("500 Trouble")));
    EXPECT_EQ(at(server, "resolve", "sadie --photos . --json"), 8);
    auto const json = Json::parse(printed);
    EXPECT_EQ(json["status"], "found");
    EXPECT_EQ(json["people"][0]["photo"]["kind"], "server_error");
    EXPECT_EQ(json["exit_code"], 8);
    EXPECT_THAT(said, HasSubstr("cannot get the photo of Sadie Daniels"));
}

TEST_F(ResolveCommand, PrintsJsonForPrograms)
{
    ScriptedServer const server(says_in_turn({ two_people() }));
    EXPECT_EQ(at(server, "resolve", "sadie --json"), 0);
    auto const json = Json::parse(printed);
    EXPECT_EQ(json["people"].size(), 2u);
    EXPECT_EQ(json["people"][0]["email"], "sadie@contoso.com");
    EXPECT_EQ(json["people"][0]["company"], "CONTOSO");
    EXPECT_EQ(json["is_complete"], true);
}

TEST_F(ResolveCommand, TellsThatNobodyIsMeant)
{
    ScriptedServer const server(
        says_in_turn({ refused_message("ResolveNames", "ErrorNameResolutionNoResults") }));
    EXPECT_EQ(at(server, "resolve", "xyzzy"), 3);
    EXPECT_THAT(said, HasSubstr("knows nobody by \"xyzzy\""));
    EXPECT_EQ(at(server, "resolve", "xyzzy --json"), 3);
    EXPECT_EQ(Json::parse(printed)["status"], "nobody");
}

TEST_F(ResolveCommand, LetsNoNameSteerTheTerminalOrAFile)
{
    auto const evil = messages("ResolveNames",
        { "<m:ResolutionSet>"
            + resolution("a&#xD;b\xC2\x9B"
                         "31m",
                "../../evil@contoso.com", small)
            + "</m:ResolutionSet>" });
    ScriptedServer const server(says_in_turn({ evil }));
    EXPECT_EQ(at(server, "resolve", "a --photos ."), 0);
    EXPECT_EQ(printed.find('\r'), std::string::npos);
    EXPECT_EQ(printed.find("\xC2\x9B"), std::string::npos) << "a CSI of one letter";
    EXPECT_EQ(content_of(folder() / "evil@contoso.com.jpg"), small);
}

TEST_F(ResolveCommand, RefusesBeforeAnythingIsSent)
{
    ScriptedServer const server(says_in_turn({ two_people() }));
    EXPECT_EQ(at(server, "resolve", "''"), 2);
    EXPECT_EQ(at(server, "resolve", "sadie --photos missing"), 2);
    EXPECT_EQ(at(server, "resolve", ""), 2) << "no name";
    EXPECT_EQ(at(server, "resolve", "sadie --json --quiet"), 2);
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(ContactCommand, ListsTheContacts)
{
    ScriptedServer const server(
        says_in_turn({ found({ contact(sadie + "<t:HasPicture>true</t:HasPicture>") }) }));
    EXPECT_EQ(at(server, "contact list", ""), 0);
    EXPECT_EQ(printed, "Sadie Daniels <sadie@contoso.com>  photo  " + contact_id + "\n");
    EXPECT_EQ(at(server, "contact list", "--json"), 0);
    auto const json = Json::parse(printed);
    EXPECT_EQ(json["contacts"][0]["has_picture"], true);
    EXPECT_EQ(json["contacts"][0]["id"], contact_id);
}

TEST_F(ContactCommand, ShowsAContactByIdNameOrAddress)
{
    auto const bound = messages("GetItem", { "<m:Items>" + contact(a_picture + sadie) + "</m:Items>" });
    ScriptedServer const by_id(says_in_turn({ bound }));
    EXPECT_EQ(at(by_id, "contact get", contact_id), 0);
    EXPECT_THAT(printed, HasSubstr("name: Sadie Daniels\n"));
    EXPECT_THAT(printed, HasSubstr("email: sadie@contoso.com\n"));
    ScriptedServer const by_name(says_in_turn({ found({ contact(sadie) }), bound }));
    EXPECT_EQ(at(by_name, "contact get", "'Sadie Daniels' --json"), 0);
    EXPECT_EQ(Json::parse(printed)["attachments"][0]["is_contact_photo"], true);
}

TEST_F(ContactCommand, RefusesANameThatNoneOrSeveralHave)
{
    ScriptedServer const none(says_in_turn({ found({}) }));
    EXPECT_EQ(at(none, "contact get", "Sadie"), 3);
    ScriptedServer const several(says_in_turn({ found({ contact(sadie), contact(sadie) }) }));
    EXPECT_EQ(at(several, "contact photo", "'Sadie Daniels'"), 2);
    EXPECT_THAT(said, HasSubstr("several contacts are called"));
}

TEST_F(ContactCommand, WritesTheContactsPicture)
{
    auto const bound = messages("GetItem", { "<m:Items>" + contact(a_picture + sadie) + "</m:Items>" });
    auto const loaded = messages("GetAttachment",
        { "<m:Attachments><t:FileAttachment><t:Content>" + in_base64(large)
            + "</t:Content></t:FileAttachment></m:Attachments>" });
    ScriptedServer const server(says_in_turn({ bound, loaded }));
    EXPECT_EQ(at(server, "contact photo", contact_id), 0);
    EXPECT_EQ(content_of(folder() / "Sadie Daniels.jpg"), large);
    EXPECT_EQ(said, "likeness: Sadie Daniels.jpg: 3,000 bytes, image/jpeg\n");
}

TEST_F(ContactCommand, TellsThatAContactHasNoPicture)
{
    ScriptedServer const server(
        says_in_turn({ messages("GetItem", { "<m:Items>" + contact(sadie) + "</m:Items>" }) }));
    EXPECT_EQ(at(server, "contact photo", contact_id + " -o Sadie.jpg"), 3);
    EXPECT_FALSE(std::filesystem::exists(folder() / "Sadie.jpg"));
    EXPECT_EQ(at(server, "contact photo", contact_id + " --json"), 3);
    EXPECT_EQ(Json::parse(printed)["status"], "no_photo");
}

TEST_F(ContactCommand, SetsAndRemovesTheContactsPicture)
{
    write("Sadie.jpg", large);
    auto const bound = messages("GetItem", { "<m:Items>" + contact(a_picture) + "</m:Items>" });
    auto const created = messages("CreateAttachment",
        { "<m:Attachments><t:FileAttachment><t:AttachmentId Id=\"NEW=\" RootItemId=\"I\" "
          "RootItemChangeKey=\"K\"/>"
          "</t:FileAttachment></m:Attachments>" });
    auto const deleted
        = messages("DeleteAttachment", { "<m:RootItemId RootItemId=\"I\" RootItemChangeKey=\"K\"/>" });
    ScriptedServer const set(says_in_turn({ bound, created, deleted }));
    EXPECT_EQ(at(set, "contact set-photo", contact_id + " Sadie.jpg"), 0) << said;
    EXPECT_THAT(set.bodies().at(1), HasSubstr(in_base64(large)));
    ScriptedServer const removed(says_in_turn({ bound, deleted }));
    EXPECT_EQ(at(removed, "contact set-photo", contact_id + " --remove --json"), 0);
    EXPECT_EQ(Json::parse(printed)["status"], "removed");
    EXPECT_EQ(at(removed, "contact set-photo", contact_id), 2) << "neither a file nor --remove";
    EXPECT_EQ(at(removed, "contact set-photo", contact_id + " missing.jpg"), 2);
    EXPECT_EQ(removed.connections(), 2);
}

}

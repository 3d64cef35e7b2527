// `likeness set` as a person or a script runs it: what is sent, messages, exit codes.
#include "base/base64.hpp"
#include "client/client_command.hpp"
#include "client/soap_texts.hpp"
#include "core/limits.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace likeness::tests {

namespace {

using testing::HasSubstr;

std::string const picture = jpeg_of(12'345);

std::string stored()
{
    return soap_answer("200 OK", stored_response());
}

std::string refused(std::string_view code)
{
    return soap_answer("200 OK", error_response("SetUserPhotoResponse", code));
}

class SetCommand : public ClientCommand {
protected:
    SetCommand()
    {
        write("Sadie.jpg", picture);
        write("secret.txt", "secret\n");
    }
    int set(std::string const& words) { return run_command("set", words, "LIKENESS_PASSWORD=secret"); }
    int set_at(ScriptedServer const& server, std::string const& words = "Sadie.jpg")
    {
        return set(
            "sadie@contoso.com " + words + " --auth Basic --user hope@contoso.com --url " + url_of(server));
    }
};

}

TEST_F(SetCommand, SendsTheFileAndSaysSo)
{
    ScriptedServer const server(says(stored()));
    EXPECT_EQ(set_at(server), 0);
    EXPECT_EQ(said, "likeness: Sadie.jpg is now the photo of sadie@contoso.com: 12,345 bytes\n");
    EXPECT_EQ(printed, "");
    auto const head = server.requests().at(0);
    EXPECT_THAT(head, testing::StartsWith("POST /EWS/Exchange.asmx HTTP/1.1\r\n"));
    // printf 'hope@contoso.com:secret' | base64
    EXPECT_THAT(head, HasSubstr("\r\nAuthorization: Basic aG9wZUBjb250b3NvLmNvbTpzZWNyZXQ=\r\n"));
    EXPECT_THAT(server.bodies().at(0),
        HasSubstr("<m:Email>sadie@contoso.com</m:Email><m:Content>"
            + base::base64_encode(base::as_bytes(picture)) + "</m:Content>"));
}

TEST_F(SetCommand, TakesThePictureOrThePasswordFromTheStandardInput)
{
    ScriptedServer const server(says(stored()));
    EXPECT_EQ(set_at(server, "- <Sadie.jpg"), 0);
    EXPECT_THAT(server.bodies().at(0), HasSubstr(base::base64_encode(base::as_bytes(picture))));
    EXPECT_EQ(set_at(server, "Sadie.jpg --password-file - <secret.txt"), 0);
    EXPECT_EQ(set_at(server, "- --password-file - <secret.txt"), 2) << "both";
    EXPECT_EQ(server.connections(), 2);
}

TEST_F(SetCommand, RefusesBeforeAnythingIsSent)
{
    ScriptedServer const server(says(stored()));
    write("empty.jpg", "");
    write("large.jpg", jpeg_of(limits::upload_bytes_max + 1));
    for (auto const* const file : { "empty.jpg", "large.jpg", "missing.jpg", ".", "- </dev/null" })
        EXPECT_EQ(set_at(server, file), 2) << file;
    EXPECT_EQ(set("sadie Sadie.jpg --url " + url_of(server)), 2) << "no address";
    EXPECT_EQ(set("sadie@contoso.com --url " + url_of(server)), 2) << "no file";
    EXPECT_EQ(set("sadie@co.uk Sadie.jpg"), 2) << "no domain of anybody's to look for a server in";
    EXPECT_EQ(set("sadie@contoso.com Sadie.jpg --user hope --url http://mail.contoso.com"), 2)
        << "in the clear";
    EXPECT_EQ(set_at(server, "Sadie.jpg --json --quiet"), 2);
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(SetCommand, SendsAFileOfJustTheLimit)
{
    ScriptedServer const server(says(stored()));
    write("large.jpg", jpeg_of(limits::upload_bytes_max));
    EXPECT_EQ(set_at(server, "large.jpg"), 0);
}

TEST_F(SetCommand, SaysByItsExitCodeWhatWentWrong)
{
    struct Row {
        std::string answer;
        int exit_code;
    };
    for (auto const& [answer, exit_code] : {
             Row { refused("ErrorContentConversionFailed"), 1 },
             Row { refused("ErrorDataSizeLimitExceeded"), 1 },
             Row { http_answer("404 Not Found"), 1 },
             Row { http_answer("302 Found", { "Location: /elsewhere" }), 1 },
             Row { refused("ErrorNonExistentMailbox"), 3 },
             Row { refused("ErrorAccessDenied"), 4 },
             Row { http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" }), 4 },
             Row { http_answer("200 OK", { "Content-Type: text/html" }, "<html>sign in"), 4 },
             Row { "", 5 },
             Row { soap_answer("500 Oops", fault("ErrorServerBusy")), 7 },
             Row { http_answer("500 Oops"), 7 },
         }) {
        EXPECT_EQ(set_at(ScriptedServer(says(answer))), exit_code) << answer;
        EXPECT_NE(said, "") << answer;
        EXPECT_EQ(printed, "") << answer;
    }
}

TEST_F(SetCommand, TellsProgramsInJsonWhatBecameOfIt)
{
    using Json = nlohmann::json;
    EXPECT_EQ(set_at(ScriptedServer(says(stored())), "Sadie.jpg --json"), 0);
    EXPECT_EQ(said, "");
    EXPECT_EQ(Json::parse(printed),
        Json({ { "email", "sadie@contoso.com" }, { "file", "Sadie.jpg" }, { "status", "stored" },
            { "bytes", 12'345 }, { "exit_code", 0 } }));
    EXPECT_EQ(set_at(ScriptedServer(says(refused("ErrorNonExistentMailbox"))), "Sadie.jpg --json"), 3);
    auto const failed = Json::parse(printed);
    EXPECT_EQ(failed["status"], "failed");
    EXPECT_EQ(failed["kind"], "not_found");
    EXPECT_EQ(failed["detail"], "ErrorNonExistentMailbox: Words.");
    EXPECT_EQ(failed["exit_code"], 3);
}

TEST_F(SetCommand, SaysNothingWhenToldSoButErrors)
{
    EXPECT_EQ(set_at(ScriptedServer(says(stored())), "Sadie.jpg --quiet"), 0);
    EXPECT_EQ(printed + said, "");
    EXPECT_EQ(set_at(ScriptedServer(says(refused("ErrorAccessDenied"))), "Sadie.jpg --quiet"), 4);
    EXPECT_NE(said, "");
}

}

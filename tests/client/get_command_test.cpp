// `likeness get` as a person or a script runs it: files, messages, exit codes, passwords.
#include "base/base64.hpp"
#include "client/client_command.hpp"
#include "client/program_in_terminal.hpp"
#include "client/soap_texts.hpp"
#include "client/test_certificates.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace likeness::tests {

namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

constexpr char const* tag = "ETag: \"A1\"";
std::string const picture = jpeg_of(12'345);
std::string const photo = http_answer("200 OK", { "Content-Type: image/jpeg", tag }, picture);
// printf 'hope@contoso.com:secret' | base64
constexpr char const* authorization = "\r\nAuthorization: Basic aG9wZUBjb250b3NvLmNvbTpzZWNyZXQ=\r\n";

// The photo, and 304 to who has it.
Reply photo_or_unchanged(std::string const& head)
{
    bool const has_it = head.find("If-None-Match: \"A1\"") != std::string::npos;
    return { .bytes = has_it ? http_answer("304 Not Modified", { tag }) : photo };
}

class GetCommand : public ClientCommand {
protected:
    std::string get_command(std::string const& words) const { return command("get", words); }
    int get(std::string const& words, std::string const& environment = "")
    {
        return run_command("get", words, environment);
    }
    int get_from(
        ScriptedServer const& server, std::string const& words = "", std::string const& environment = "")
    {
        return get("sadie@contoso.com --url " + url_of(server) + " " + words, environment);
    }
    // Neither half a picture nor the name under which one was begun.
    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (auto const& entry : fs::directory_iterator(folder()))
            if (entry.is_regular_file() && entry.path() != said_file())
                names.push_back(entry.path().filename());
        return names;
    }
};

}

TEST_F(GetCommand, WritesThePhotoUnderThePersonsName)
{
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get_from(server, "--size hr96X96"), 0);
    EXPECT_EQ(content_of(folder() / "sadie.jpg"), picture);
    EXPECT_THAT(said, HasSubstr("sadie.jpg: 12,345 bytes, image/jpeg, new\n"));
    EXPECT_EQ(printed, "");
    EXPECT_THAT(server.requests().at(0), HasSubstr("?email=sadie@contoso.com&size=HR96x96 "));
}

TEST_F(GetCommand, WritesThePhotoOutOfTheCacheWhenTheServerSaysItIsUnchanged)
{
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get_from(server, "-o first.jpg"), 0);
    EXPECT_EQ(get_from(server, "-o second.jpg"), 0);
    EXPECT_EQ(content_of(folder() / "second.jpg"), picture);
    EXPECT_THAT(said, HasSubstr("second.jpg: 12,345 bytes, image/jpeg, unchanged (304, from the cache)\n"));
}

TEST_F(GetCommand, AsksAndKeepsNothingWithoutACache)
{
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get_from(server, "--no-cache"), 0);
    EXPECT_FALSE(fs::exists(folder() / "cache"));
    EXPECT_EQ(get_from(server), 0);
    EXPECT_EQ(get_from(server, "--no-cache"), 0);
    EXPECT_THAT(server.requests().at(2), Not(HasSubstr("If-None-Match")));
}

TEST_F(GetCommand, GetsThePhotoAlsoWhereTheCacheCannotBe)
{
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get_from(server, "", "XDG_CACHE_HOME=/dev/null"), 0);
    EXPECT_EQ(content_of(folder() / "sadie.jpg"), picture);
    EXPECT_THAT(said, HasSubstr("not kept for the next time"));
}

TEST_F(GetCommand, WritesWhereItIsTold)
{
    ScriptedServer const server(photo_or_unchanged);
    fs::create_directory(folder() / "faces");
    EXPECT_EQ(get_from(server, "-o faces"), 0);
    EXPECT_EQ(content_of(folder() / "faces" / "sadie.jpg"), picture);
    EXPECT_EQ(get_from(server, "-o -"), 0);
    EXPECT_EQ(printed, picture);
    EXPECT_THAT(files(), testing::IsEmpty());
}

TEST_F(GetCommand, NamesAFileSoThatNothingElseIsTouched)
{
    ScriptedServer const server(says(http_answer("200 OK", {}, "GIF89a" + std::string(26, 'x'))));
    EXPECT_EQ(get("'../x;y@contoso.com' --url " + url_of(server)), 0);
    EXPECT_THAT(files(), testing::ElementsAre("_._x_y.gif"));
}

TEST_F(GetCommand, ReplacesWhatALinkLeadsToAndWritesIntoAPipe)
{
    ScriptedServer const server(photo_or_unchanged);
    write("real.jpg", "old");
    fs::create_symlink("real.jpg", folder() / "link.jpg");
    EXPECT_EQ(get_from(server, "-o link.jpg"), 0);
    EXPECT_TRUE(fs::is_symlink(folder() / "link.jpg"));
    EXPECT_EQ(content_of(folder() / "real.jpg"), picture);

    auto const pipe = (folder() / "pipe").string();
    auto const ran = run("mkfifo '" + pipe + "' && (cat '" + pipe + "' & "
        + get_command("sadie@contoso.com -o pipe --quiet --url " + url_of(server)) + "; wait)");
    EXPECT_EQ(ran.printed, picture);
    EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST_F(GetCommand, LeavesTheFileAsItIsAndSaysByItsExitCodeWhatWentWrong)
{
    struct Row {
        std::string answer;
        int exit_code;
    };
    for (auto const& [answer, exit_code] : {
             Row { http_answer("404 Not Found"), 3 },
             Row { http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" }), 4 },
             Row { http_answer("403 Forbidden"), 4 },
             Row { http_answer("440 Login Timeout"), 4 },
             Row { http_answer("200 OK", { "Content-Type: text/html" }, "<html>sign in"), 4 },
             Row { "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n" + jpeg_of(100), 5 },
             Row { "", 5 },
             Row { http_answer("500 Internal Server Error"), 7 },
             Row { http_answer("503 Service Unavailable", { "Retry-After: 7" }), 7 },
             Row { http_answer("200 OK", { "Content-Type: image/jpeg" }, ""), 1 },
             Row { http_answer("200 OK", { "Content-Type: image/jpeg" }, "no picture"), 1 },
             Row { http_answer("302 Found", { "Location: https://mail.fabrikam.com/" }), 1 },
             Row { http_answer("400 Bad Request", { "X-Photo-Error: ErrorInvalidPhotoSize" }), 1 },
         }) {
        ScriptedServer const server(says(answer));
        write("Sadie.jpg", "old");
        EXPECT_EQ(get_from(server, "-o Sadie.jpg"), exit_code) << answer;
        EXPECT_EQ(content_of(folder() / "Sadie.jpg"), "old") << answer;
        EXPECT_THAT(files(), testing::ElementsAre("Sadie.jpg")) << answer;
        EXPECT_NE(said, "") << answer;
    }
}

TEST_F(GetCommand, TellsAServerThatIsNotThereFromOneThatIsNotTrusted)
{
    std::string gone;
    {
        gone = url_of(ScriptedServer(says(photo)));
    }
    EXPECT_EQ(get("sadie@contoso.com --url " + gone), 5);
    ScriptedServer const server(test_certificates().good, says(photo));
    auto const url = "sadie@contoso.com --url https://localhost:" + std::to_string(server.port());
    EXPECT_EQ(get(url), 6);
    EXPECT_THAT(said, HasSubstr("--cacert"));
    EXPECT_EQ(get(url + " --cacert " + test_certificates().authority.string()), 0);
}

TEST_F(GetCommand, RefusesAWrongCommandLineBeforeAnythingIsSent)
{
    ScriptedServer const server(says(photo));
    EXPECT_EQ(get("sadie@co.uk"), 2) << "no domain of anybody's to look for a server in";
    EXPECT_EQ(get("--url " + url_of(server)), 2) << "nobody";
    EXPECT_EQ(get("sadie --url " + url_of(server)), 2) << "no address";
    for (auto const* const words : { "--size 96", "--size HR97x97", "--json -o -", "--json --quiet",
             "--timeout 0", "--cacert /nonexistent.pem", "--password secret", "--show", "--show=teletype",
             "--show=blocks --json", "--show=blocks -o -", "--auth Digest", "--profile missing",
             "--profile ../x", "--trust com", "--allow-private 'a b'",
             "--user hope --password-file /nonexistent",
             "--user ho:pe --auth Basic --password-file /etc/hostname" })
        EXPECT_EQ(get_from(server, words), 2) << words;
    EXPECT_EQ(get("sadie@contoso.com --url ftp://127.0.0.1"), 2);
    EXPECT_EQ(get("sadie@contoso.com --url https://hope:secret@127.0.0.1"), 2);
    EXPECT_THAT(said, Not(HasSubstr("secret")));
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(GetCommand, AsksForNoPasswordThatItWouldHaveToSendInTheClear)
{
    // Standard input is no terminal here: had it asked, it would say that there is none.
    EXPECT_EQ(get("sadie@contoso.com --user hope --url http://mail.contoso.com"), 2);
    EXPECT_THAT(said, HasSubstr("use https"));
}

TEST_F(GetCommand, TakesThePasswordFromAFileTheInputACommandOrTheEnvironment)
{
    ScriptedServer const server(to_whoever_signs_in(photo));
    write("secret.txt", "secret\r\nsecond line\n");
    auto const user = std::string("--user hope@contoso.com ");
    EXPECT_EQ(get_from(server, user + "--password-file secret.txt"), 0);
    EXPECT_EQ(get_from(server, user + "--password-file - <secret.txt"), 0);
    EXPECT_EQ(get_from(server, user + "--password-command 'cat secret.txt'"), 0);
    EXPECT_EQ(get_from(server, user, "LIKENESS_PASSWORD=secret"), 0);
    EXPECT_EQ(
        get_from(server, "--password-file secret.txt",
            "LIKENESS_USER=hope@contoso.com LIKENESS_PASSWORD=ignored LIKENESS_PASSWORD_FILE=/nonexistent"),
        0);
    // Each asks first what the server offers, and is known then.
    ASSERT_EQ(server.requests().size(), 10u);
    for (std::size_t at = 0; at < 10; at += 2) {
        EXPECT_THAT(server.requests().at(at), Not(HasSubstr("Authorization")));
        EXPECT_THAT(server.requests().at(at + 1), HasSubstr(authorization));
    }
}

TEST_F(GetCommand, TakesThePasswordFromNetrcWhereTheHostStandsInIt)
{
    ScriptedServer const server(to_whoever_signs_in(photo));
    auto const words = std::string("--netrc --user hope@contoso.com");
    write(".netrc",
        "machine mail.contoso.com login hope@contoso.com password another\n"
        "machine 127.0.0.1 login sadie password another\n"
        "machine 127.0.0.1\n  login hope@contoso.com\n  password secret\n");
    fs::permissions(folder() / ".netrc", fs::perms::owner_read);
    EXPECT_EQ(get_from(server, words), 0) << said;
    EXPECT_THAT(server.requests().back(), HasSubstr(authorization));
    write("other", "machine 127.0.0.2 login hope@contoso.com password secret\n");
    fs::permissions(folder() / "other", fs::perms::owner_read);
    EXPECT_EQ(get_from(server, words, "NETRC=other"), 2);
    EXPECT_THAT(said, HasSubstr("other has no password of hope@contoso.com at 127.0.0.1"));
    EXPECT_EQ(get_from(server, words, "NETRC=missing"), 2);
    EXPECT_THAT(said, HasSubstr("missing cannot be read"));
    EXPECT_EQ(server.requests().size(), 2u);
}

TEST_F(GetCommand, TakesNoSecretOutOfMoreThanItReads)
{
    ScriptedServer const server(to_whoever_signs_in(photo));
    write(
        ".netrc", std::string(1u << 20, '\n') + "machine 127.0.0.1 login hope@contoso.com password secret\n");
    fs::permissions(folder() / ".netrc", fs::perms::owner_read);
    EXPECT_EQ(get_from(server, "--netrc --user hope@contoso.com"), 2) << said;
    write("token", std::string((16u << 10) + 1, 'x') + "\n");
    EXPECT_EQ(get_from(server, "--auth Bearer --token-file token"), 2) << said;
    EXPECT_EQ(get_from(server, "--auth Bearer --token-command 'cat token'"), 2) << said;
    for (auto const& request : server.requests()) EXPECT_THAT(request, Not(HasSubstr("Authorization:")));
}

TEST_F(GetCommand, SaysWhatIsWrongWithASourceOfPasswords)
{
    ScriptedServer const server(to_whoever_signs_in(photo));
    write("empty", "\nsecret\n");
    write("open", "secret\n");
    fs::permissions(
        folder() / "open", fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    struct Row {
        std::string words;
        std::string says;
    };
    for (auto const& [words, says] : {
             Row { "--password-file missing", "missing cannot be read: No such file" },
             Row { "--password-file .", "cannot be read" },
             Row { "--password-file empty", "is empty" },
             Row { "--password-command 'exit 3'", "--password-command has failed: exit code 3" },
             Row { "--password-command nonexistent-program", "has failed: exit code 127" },
             Row { "--password-command true", "no password" },
             Row { "--password-command 'kill -9 $$'", "has failed: signal 9" },
             Row { "--netrc", "cannot be read" },
             Row { "--netrc", "chmod 600" },
             Row { "", "no terminal" },
         }) {
        auto const environment = says == "chmod 600" ? "NETRC=open" : "";
        EXPECT_EQ(get_from(server, "--user hope@contoso.com " + words, environment), 2) << words;
        EXPECT_THAT(said, HasSubstr(says)) << words;
    }
    EXPECT_EQ(server.connections(), 0);
    EXPECT_EQ(get_from(server, "--user hope@contoso.com --password-file open"), 0);
    EXPECT_THAT(said, HasSubstr("others may read open")) << "it is told, and used";
}

TEST_F(GetCommand, ShowsNoTicketThatIsNotThereAndFallsBackToNoPassword)
{
    ScriptedServer const server(to_whoever_signs_in(photo, "Negotiate"));
    EXPECT_EQ(get_from(server, "--auth Negotiate", "KRB5CCNAME=FILE:missing"), 4);
    EXPECT_THAT(said, HasSubstr("Negotiate"));
    EXPECT_EQ(get_from(server, "--user hope@contoso.com", "LIKENESS_PASSWORD=secret"), 4);
    for (auto const& request : server.requests()) EXPECT_THAT(request, Not(HasSubstr("Authorization")));
}

TEST_F(GetCommand, RepeatsNoCommandInWhichASecretMayStand)
{
    ScriptedServer const server(photo_or_unchanged);
    std::string const words = "--json --user hope@contoso.com --password-command 'exit 3 # hunter2'";
    EXPECT_EQ(get_from(server, words), 2);
    EXPECT_THAT(printed, HasSubstr("--password-command has failed: exit code 3"));
    EXPECT_THAT(printed + said, Not(HasSubstr("hunter2")));
    ScriptedServer const wanting(to_whoever_signs_in(photo, "Bearer"));
    EXPECT_EQ(get_from(wanting, "--json --auth Bearer --token-command 'exit 4 # hunter2'"), 2);
    EXPECT_THAT(printed, HasSubstr("--token-command has failed: exit code 4"));
    EXPECT_THAT(printed + said, Not(HasSubstr("hunter2")));
}

// libcurl passes over a line that it cannot read, and connected to where the name says.
TEST_F(GetCommand, RefusesAWayToElsewhereThatIsNone)
{
    ScriptedServer const server(photo_or_unchanged);
    for (auto const* const way : { "rubbish", "localhost:1:localhost", "a:1:b:2:3", "a:x:b:1", "a:1:b:70000",
             "a:0:b:1", "::1:443:b:1", "[::1:443:b:1", "[::1]443:b:1", "''" })
        EXPECT_EQ(get_from(server, std::string("--connect-to ") + way), 2) << way;
    auto const port = std::to_string(server.port());
    for (std::string const& way : std::vector<std::string> {
             "a:80:127.0.0.1:" + port, "a:80:b:", "::127.0.0.1:" + port, "[::1]:80:[::1]:1", ":::" + port })
        EXPECT_NE(get("sadie@contoso.com --url http://127.0.0.1:" + port + " --connect-to " + way), 2) << way;
    EXPECT_EQ(
        get("sadie@contoso.com --url http://localhost:1 --connect-to localhost:1:127.0.0.1:" + port), 0);
}

TEST_F(GetCommand, LetsTheCommandLineWinOverTheEnvironment)
{
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get("sadie@contoso.com", "LIKENESS_URL=" + url_of(server)), 0);
    EXPECT_EQ(get_from(server, "", "LIKENESS_URL=http://localhost:1"), 0);
    EXPECT_EQ(server.requests().size(), 2u);
}

TEST_F(GetCommand, AsksForThePasswordWithoutShowingIt)
{
    ScriptedServer const server(photo_or_unchanged);
    ProgramInTerminal terminal(
        get_command("sadie@contoso.com --auth Basic --user hope@contoso.com --url " + url_of(server)));
    ASSERT_TRUE(terminal.shows("Password of hope@contoso.com at 127.0.0.1: "));
    EXPECT_FALSE(terminal.echoes());
    terminal.type("secret\n");
    EXPECT_EQ(terminal.finish(), 0);
    EXPECT_THAT(terminal.shown(), Not(HasSubstr("secret")));
    EXPECT_THAT(server.requests().at(0), HasSubstr(authorization));
}

TEST_F(GetCommand, GivesTheTerminalBackWhenInterruptedAtThePassword)
{
    ScriptedServer const server(photo_or_unchanged);
    // The shell outlives the program, and with it the terminal.
    ProgramInTerminal terminal("trap : INT; "
        + get_command("sadie@contoso.com --user hope --url " + url_of(server)) + "; echo code $?; read wait");
    ASSERT_TRUE(terminal.shows("127.0.0.1: "));
    terminal.type("\x03");
    ASSERT_TRUE(terminal.shows("code "));
    EXPECT_TRUE(terminal.echoes());
    terminal.type("\n");
    terminal.finish();
    EXPECT_THAT(terminal.shown(), HasSubstr("code 130"));
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(GetCommand, WritesNoPictureToATerminal)
{
    ScriptedServer const server(photo_or_unchanged);
    ProgramInTerminal terminal(get_command("sadie@contoso.com -o - --url " + url_of(server)));
    EXPECT_EQ(terminal.finish(), 2);
    EXPECT_EQ(server.connections(), 0);
}

TEST_F(GetCommand, TellsProgramsInJsonWhatBecameOfIt)
{
    using Json = nlohmann::json;
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get_from(server, "--json --size HR96x96 -o Sadie.jpg"), 0);
    EXPECT_EQ(Json::parse(printed),
        Json({ { "email", "sadie@contoso.com" }, { "size", "HR96x96" }, { "status", "new" },
            { "file", "Sadie.jpg" }, { "bytes", 12'345 }, { "content_type", "image/jpeg" },
            { "etag", "\"A1\"" }, { "exit_code", 0 } }));
    EXPECT_EQ(said, "");
    EXPECT_EQ(get_from(server, "--json --size HR96x96"), 0);
    EXPECT_EQ(Json::parse(printed)["status"], "unchanged");

    EXPECT_EQ(get_from(ScriptedServer(says(http_answer("404 Not Found"))), "--json"), 3);
    EXPECT_EQ(Json::parse(printed),
        Json({ { "email", "sadie@contoso.com" }, { "size", "HR648x648" }, { "status", "no_photo" },
            { "exit_code", 3 } }));

    EXPECT_EQ(get_from(ScriptedServer(says(http_answer("503 Busy", { "Retry-After: 7" }))), "--json"), 7);
    auto const failed = Json::parse(printed);
    EXPECT_EQ(failed["status"], "failed");
    EXPECT_EQ(failed["kind"], "server_busy");
    EXPECT_EQ(failed["retry_after_seconds"], 7);
    EXPECT_EQ(failed["exit_code"], 7);
}

TEST_F(GetCommand, AsksBySoapWhenTold)
{
    ScriptedServer const server([](std::string const& head) {
        bool const has_it = head.find("If-None-Match: \"A1\"") != std::string::npos;
        auto const base64 = base::base64_encode(base::as_bytes(picture));
        return Reply { .bytes
            = soap_answer("200 OK", has_it ? unchanged_response() : picture_response(base64), { tag }) };
    });
    EXPECT_EQ(get_from(server, "--soap --size HR96x96"), 0);
    EXPECT_EQ(content_of(folder() / "sadie.jpg"), picture);
    EXPECT_THAT(said, HasSubstr("sadie.jpg: 12,345 bytes, image/jpeg, new\n"));
    EXPECT_THAT(server.requests().at(0), testing::StartsWith("POST /EWS/Exchange.asmx HTTP/1.1\r\n"));
    EXPECT_THAT(server.bodies().at(0), HasSubstr("<m:SizeRequested>HR96x96</m:SizeRequested>"));

    auto const photo_address
        = "sadie@contoso.com --url " + url_of(server) + "/ews/exchange.asmx/s/GetUserPhoto";
    EXPECT_EQ(get(photo_address + " --soap --size HR96x96 -o again.jpg"), 0);
    EXPECT_EQ(content_of(folder() / "again.jpg"), picture);
    EXPECT_THAT(said, HasSubstr("again.jpg: 12,345 bytes, image/jpeg, unchanged (from the cache)\n"));
    EXPECT_EQ(get_from(server, "--soap --size HR96x96 --no-cache -o -"), 0);
    EXPECT_EQ(printed, picture);
}

TEST_F(GetCommand, SaysByItsExitCodeWhatSoapMeant)
{
    auto const busy = fault("ErrorServerBusy", back_off(7000));
    struct Row {
        std::string answer;
        int exit_code;
    };
    for (auto const& [answer, exit_code] : {
             Row { soap_answer("404 Not Found", no_photo_response()), 3 },
             Row { http_answer("500 Internal Server Error"), 3 },
             Row { http_answer("401 Unauthorized", { "WWW-Authenticate: Basic realm=\"x\"" }), 4 },
             Row { http_answer("302 Found", { "Location: /owa/auth/logon.aspx" }), 4 },
             Row { http_answer("200 OK", { "Content-Type: text/html" }, "<html>sign in"), 4 },
             Row { soap_answer("500 Internal Server Error", fault("ErrorAccessDenied")), 4 },
             Row { soap_answer("500 Internal Server Error", busy), 7 },
             Row { soap_answer("500 Internal Server Error", fault("ErrorInternalServerError")), 7 },
             Row { soap_answer("500 Internal Server Error", fault("ErrorInvalidServerVersion")), 1 },
             Row { soap_answer("200 OK", picture_response("bm8gcGljdHVyZQ==")), 1 },
             Row { soap_answer("200 OK", "<!DOCTYPE x><x/>"), 1 },
         }) {
        EXPECT_EQ(get_from(ScriptedServer(says(answer)), "--soap -o Sadie.jpg"), exit_code) << answer;
        EXPECT_FALSE(fs::exists(folder() / "Sadie.jpg")) << answer;
    }
    EXPECT_EQ(get_from(ScriptedServer(says(soap_answer("500 Oops", busy))), "--soap --json"), 7);
    auto const failed = nlohmann::json::parse(printed);
    EXPECT_EQ(failed["kind"], "server_busy");
    EXPECT_EQ(failed["detail"], "ErrorServerBusy: Words.");
    EXPECT_EQ(failed["retry_after_seconds"], 7);
}

TEST_F(GetCommand, SaysNothingWhenToldSoButErrors)
{
    ScriptedServer const server(photo_or_unchanged);
    EXPECT_EQ(get_from(server, "--quiet"), 0);
    EXPECT_EQ(printed + said, "");
    EXPECT_EQ(get_from(ScriptedServer(says(http_answer("404 Not Found"))), "--quiet"), 3);
    EXPECT_EQ(printed + said, "");
    EXPECT_EQ(get_from(ScriptedServer(says(http_answer("500 Oops"))), "--quiet"), 7);
    EXPECT_NE(said, "");
}

TEST_F(GetCommand, DisarmsWhatAServerWritesIntoItsAnswers)
{
    ScriptedServer const server(says(http_answer("400 Bad Request", { "X-Photo-Error: \x1B[2Joops" })));
    EXPECT_EQ(get_from(server), 1);
    EXPECT_THAT(said, HasSubstr("?[2Joops"));
}

}

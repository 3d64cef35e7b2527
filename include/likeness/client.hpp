// Client: one Exchange or likeness server, asked for photos, people and contacts.
#pragma once

#include <likeness/client_options.hpp>
#include <likeness/contact.hpp>
#include <likeness/discovery.hpp>
#include <likeness/export.hpp>
#include <likeness/person.hpp>
#include <likeness/photo.hpp>
#include <likeness/result.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

namespace likeness::exchange {

/// How far a transfer is, in bytes. A total is 0 where nobody knows it yet.
struct Progress {
    std::uint64_t sent = 0;
    std::uint64_t to_send = 0;
    std::uint64_t received = 0;
    std::uint64_t to_receive = 0;
};

/// What a server has called itself.
struct ServerVersion {
    int major = 0; ///< 15 for Exchange 2013 to 2019 and Online; 14 for 2010; 8 for 2007.
    int minor = 0;
    int build = 0;
    int revision = 0;
    std::string schema {}; ///< "Exchange2016", or any text. May be empty.

    friend bool operator==(ServerVersion const&, ServerVersion const&) = default;
};

/// What holds for one call. Functions must not throw. A Transport is told of `stop` and `progress` nothing: the call ends
/// when it has answered.
struct CallOptions {
    std::optional<std::chrono::milliseconds>
        time_max {}; ///< In place of ClientOptions::time_max; of a batch, all of it.
    std::stop_token
        stop {}; ///< Any thread may request it; the call then ends with cancelled, within a second.
    std::function<void(Progress)>
        progress {}; ///< Called on the calling thread, about every second; must not throw.
};

/// One session with one server. A resource: it moves, and is not copied. One call at a time, from any thread; a thread each
/// may have a client of its own, and clients know nothing of each other. What it hands back owns its memory and outlives it.
///
/// Every function but those that open one and those that tell what was agreed sends at least one request, and none throws. Errors of each, besides those that
/// are named: sign_in, denied, network, tls, redirected, server_busy, server_error, refused, protocol, cancelled, internal.
/// Credentials travel over https with a verified certificate, or to this very machine, and nowhere else.
class LIKENESS_API Client {
public:
    /// In: a server's name, or the address of its EWS or photo resource: "mail.contoso.com",
    /// "https://mail.contoso.com/EWS/Exchange.asmx". Nothing is sent.
    /// Errors: invalid_request for what is no such address, for credentials that would travel in the clear or cannot be
    /// sent, and for a CA file that cannot be read.
    static Result<Client> open(std::string_view url, ClientOptions options = {}) noexcept;

    /// In: what discover has found. Nothing is sent. What was judged there goes on to hold: the host, and that its name
    /// leads into no private network. The version of the protocol is one that it says it speaks.
    /// Errors: the same.
    static Result<Client> open(Server const& server, ClientOptions options = {}) noexcept;

    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    // What was agreed

    /// How the server has let us in; nullopt before the first answer, and where it wants no sign-in.
    std::optional<SignInScheme> scheme() const noexcept;

    /// nullopt before the first answer about people or contacts, and where it does not say.
    std::optional<ServerVersion> server_version() const noexcept;

    // Photos of people with a mailbox

    /// By REST, and by SOAP where the server has no REST address for it. No photo is an answer.
    /// Errors: invalid_request for what is no address.
    Result<UserPhoto> get_user_photo(
        std::string_view email, PhotoRequest const& request = {}, CallOptions const& call = {}) noexcept;

    /// Makes the picture somebody's photo: one's own, or as an administrator anybody's. The server crops and scales it.
    /// It needs Exchange 2016. Errors: invalid_request for what is no address, and for no bytes or more than 20 MiB;
    /// not_found when nobody with a mailbox has the address; refused for what is no image that the server reads.
    Result<void> set_user_photo(
        std::string_view email, std::span<std::byte const> picture, CallOptions const& call = {}) noexcept;

    // People

    /// Whom a part of a name or an address means, in the directory and among one's contacts, with all that is told of them.
    /// Nobody is an answer.
    Result<People> resolve_name(std::string_view name, CallOptions const& call = {}) noexcept;

    /// The same for several names; one result each, in order. After a failure that concerns them all the rest is not asked.
    std::vector<Result<People>> resolve_names(
        std::span<std::string const> names, CallOptions const& call = {}) noexcept;

    // Contacts in one's own mailbox

    /// A page of a contact folder, by the name that they are filed as. Errors: invalid_request for a page size or offset
    /// out of range; not_found for a folder that is not there.
    Result<ContactPage> list_contacts(ContactQuery const& query = {}, CallOptions const& call = {}) noexcept;

    /// Binds to one contact: everything of it, and which files are attached. Errors: not_found.
    Result<Contact> get_contact(std::string_view id, CallOptions const& call = {}) noexcept;

    /// The same for a batch; one result each, in order.
    std::vector<Result<Contact>> get_contacts(
        std::span<std::string const> ids, CallOptions const& call = {}) noexcept;

    /// What is in an attachment. Errors: not_found; protocol for bytes that are no image.
    Result<Picture> load(Attachment const& attachment, CallOptions const& call = {}) noexcept;

    /// The same for a batch; one result each, in order.
    std::vector<Result<Picture>> load(
        std::span<Attachment const> attachments, CallOptions const& call = {}) noexcept;

    /// The contact's picture, whether it was listed or bound to; nullopt: it has none. Errors: not_found.
    Result<std::optional<Picture>> get_contact_picture(
        Contact const& contact, CallOptions const& call = {}) noexcept;

    /// Makes the bytes the contact's picture, in place of one that it had; hands back its new change key.
    /// Errors: not_found; invalid_request for bytes that are no image, or more than 5 MiB.
    Result<std::string> set_contact_picture(
        std::string_view id, std::span<std::byte const> picture, CallOptions const& call = {}) noexcept;

    /// Takes the contact's picture away; false: it had none. Errors: not_found.
    Result<bool> remove_contact_picture(std::string_view id, CallOptions const& call = {}) noexcept;

private:
    class Session;
    explicit Client(std::unique_ptr<Session> session) noexcept;

    std::unique_ptr<Session> session_;
};

}

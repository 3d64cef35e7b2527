// EwsClient: asks one server by SOAP at its EWS address: for photos, to store them, and for people and contacts.
// Source: spec/photos.md 5, 6 and 9; spec/directory.md 10; spec/contacts.md 13; spec/soap.md 1, 7 and 8;
// spec/versions.md 1, 2 and 4.
#pragma once

#include "client/patience.hpp"
#include "client/photos/photo_source.hpp"
#include "client/soap/soap_session.hpp"
#include "core/operations/attachments.hpp"
#include "core/operations/create_item.hpp"
#include "core/operations/delete_item.hpp"
#include "core/operations/expand_dl.hpp"
#include "core/operations/find_folder.hpp"
#include "core/operations/find_item.hpp"
#include "core/operations/find_people.hpp"
#include "core/operations/get_folder.hpp"
#include "core/operations/get_item.hpp"
#include "core/operations/get_persona.hpp"
#include "core/operations/resolve_names.hpp"
#include "core/operations/set_user_photo.hpp"
#include "core/operations/sync_folder_items.hpp"
#include "core/operations/update_item.hpp"

namespace likeness::client {

/// The answer to a batch: one for each thing that was asked for, in order.
template <class Value> using Outcomes = std::vector<Outcome<Value>>;

/// One call at a time, from any thread; a thread each may have its own.
///
/// Every call asks in a version of the protocol that the server takes, and leaves out of a request what that version
/// does not know. Errors of every call: those of SoapSession::ask_for_response; protocol for an answer that is none to
/// what was asked, or that has not one part for each; not_found, denied, server_busy, server_error and refused by the
/// server's code. In a batch what concerns one part is that part's outcome. References that are errors are not sent.
class EwsClient final : public PhotoSource {
public:
    /// In: `endpoint` as ews_endpoint makes it. Nothing is sent. Errors: those of HttpClient::open.
    static Outcome<EwsClient> open(HttpClientOptions options);

    // Photos

    /// Errors: those of judge_photo_answer and HttpClient::ask.
    Outcome<PhotoAnswer> get_user_photo(
        GetUserPhoto const& request, std::string const& validator = {}) override;

    /// Makes the file that person's photo; the server judges whether it is a picture that it can read.
    /// Errors: invalid_request, with nothing sent, when it is empty or over limits::upload_bytes_max; those of
    /// judge_stored_answer and HttpClient::ask.
    Outcome<void> set_user_photo(SetUserPhoto const& request);

    // People

    /// Nobody is an empty list. Before Exchange2010_SP2 cards come without photos.
    Outcome<Resolutions> resolve_names(ResolveNames const& request);
    Outcome<FoundPeople> find_people(FindPeople const& request);
    Outcome<ShownPersona> get_persona(GetPersona const& request);
    Outcome<GroupMembers> expand_dl(ExpandDl const& request);

    // Items

    Outcome<Outcomes<ShownItem>> get_item(GetItem const& request);
    Outcome<Outcomes<FoundItems>> find_item(FindItem const& request);
    /// With attachments it needs Exchange2010_SP2.
    Outcome<Outcomes<ShownItem>> create_item(CreateItem const& request);
    Outcome<Outcomes<UpdatedItem>> update_item(UpdateItem const& request);
    Outcome<Outcomes<Done>> delete_item(DeleteItem const& request);
    Outcome<SyncedItems> sync_folder_items(SyncFolderItems const& request);

    // Attachments

    Outcome<Outcomes<FileAttachment>> get_attachment(GetAttachment const& request);
    Outcome<Outcomes<FileAttachment>> create_attachment(CreateAttachment const& request);
    Outcome<Outcomes<ItemReference>> delete_attachment(DeleteAttachment const& request);

    // Folders

    Outcome<Outcomes<Folder>> get_folder(GetFolder const& request);
    Outcome<Outcomes<FoundFolders>> find_folder(FindFolder const& request);

    Url const& endpoint() const override { return session_.http().endpoint(); }
    std::string user() const override { return session_.http().user(); }

    /// What the server has called itself; nullopt before the first answer, or where it does not say.
    std::optional<ews::ServerVersion> const& server_version() const { return session_.server_version(); }

    /// How the server has let us in; nullopt before, and where it wants no sign-in.
    std::optional<SignInScheme> scheme() const { return session_.http().scheme(); }

    /// See SoapSession.
    void set_spoken(std::vector<ews::Schema> schemas) { session_.set_spoken(std::move(schemas)); }

    /// From the next call on.
    void set_call(CallOptions call) { session_.http().set_call(std::move(call)); }
    void set_patience(Patience patience) { patience_ = std::move(patience); }

private:
    explicit EwsClient(HttpClient http)
        : session_(std::move(http))
    {
    }

    SoapSession session_;
    Patience patience_;
};

}

// EwsCall: one SOAP request in the hands of its operation, and what operations work with.
#pragma once

#include "core/ports/photo_renderer.hpp"
#include "endpoints/photo_answers.hpp"
#include "endpoints/soap_answer.hpp"
#include "ews/request.hpp"
#include "ews/response.hpp"
#include "service/impersonation.hpp"
#include "service/people_ports.hpp"
#include "service/set_user_photo.hpp"

#include <memory>

namespace likeness::endpoints {

/// Made once; must outlive every call.
struct EwsParts {
    PhotoAnswers& photos;
    AnswerCache& cache; ///< Told at once of what is changed here.
    service::SetUserPhotoPorts set_photo;
    service::MailboxPorts mailboxes;
    service::PeoplePorts people;
    service::ImpersonationRules impersonation; ///< Who may act for whom.
    base::WorkerLane& store_lane; ///< Where the database is read.
    base::WorkerLane& write_lane; ///< Where mailboxes are written.
    base::WorkerLane& render_lane; ///< Where a picture is rendered and stored.
    base::WorkerLane& cpu_lane; ///< Where a long request is parsed.
    ews::ServerVersion version; ///< What answers call the server.
};

/// How an answer is to be spelled: all that is needed of a request once it has been read.
struct EwsReply {
    EwsParts const& parts;
    ews::Spellings spellings;

    http::Next fault(Turn& turn, ews::Fault const& fault) const
    {
        return answer_fault(turn, fault, spellings, parts.version);
    }

    /// The fault that asks a client to come back in a while.
    void busy(Turn& turn) const
    {
        fault(turn,
            { .code = Code::server_busy,
                .message = std::string(exchange_text(Code::server_busy)),
                .back_off = ews::busy_back_off });
    }

    /// The envelope around what `write(ews::ResponseWriter&)` writes.
    template <class Write>
    http::Next answer(Turn& turn, int status, Write write, SoapContent content = SoapContent::text) const
    {
        ews::ResponseWriter writer(spellings, parts.version);
        write(writer);
        return answer_soap(turn, status, writer.finish(), content);
    }

    /// Goes on with `then(Turn&)` on `lane`; a full one answers by a fault.
    template <class Then> http::Next on_lane(Turn& turn, base::WorkerLane& lane, Then then) const
    {
        return turn.hand_over(lane, std::move(then), [reply = *this](Turn& full) { reply.busy(full); });
    }
};

/// Valid while its operation is called; what goes on elsewhere takes copies.
struct EwsCall {
    Turn& turn;
    Caller const& caller;
    ews::Request const& request;
    EwsReply reply;
};

}

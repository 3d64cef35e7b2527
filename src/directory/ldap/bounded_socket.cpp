#include "directory/ldap/bounded_socket.hpp"

#include "directory/ldap/limits.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace likeness::directory::ldap {

namespace {

void set_time_limit(int socket, timeval const& span)
{
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &span, sizeof span);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &span, sizeof span);
}

int socket_of(Sockbuf* buffer)
{
    int socket = -1;
    return ber_sockbuf_ctrl(buffer, LBER_SB_OPT_GET_FD, &socket) == 1 ? socket : -1;
}

int time_limit_ms(int socket)
{
    timeval span {};
    socklen_t size = sizeof span;
    getsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &span, &size);
    return static_cast<int>(span.tv_sec * 1000 + span.tv_usec / 1000);
}

// After a failure: whether the socket is ready now, and it is worth while to try again. Sets ETIMEDOUT when it took too
// long: where the socket blocks, "not yet" says that; while libldap makes a connection it does not.
bool became_ready(int socket, short event)
{
    if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
    pollfd waiting { .fd = socket, .events = event, .revents = 0 };
    bool const blocks = (fcntl(socket, F_GETFL) & O_NONBLOCK) == 0;
    int const ready = blocks ? 0 : poll(&waiting, 1, time_limit_ms(socket));
    if (ready == 0) errno = ETIMEDOUT;
    return ready > 0;
}

int set_up(Sockbuf_IO_Desc*, void*)
{
    return 0;
}

int take_down(Sockbuf_IO_Desc*)
{
    return 0;
}

int control(Sockbuf_IO_Desc* layer, int option, void* argument)
{
    return LBER_SBIOD_CTRL_NEXT(layer, option, argument);
}

ber_slen_t read(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t size)
{
    for (;;) {
        auto const count = LBER_SBIOD_READ_NEXT(layer, bytes, size);
        if (count >= 0 || !became_ready(socket_of(layer->sbiod_sb), POLLIN)) return count;
    }
}

// In place of the layer below, which would be ended by SIGPIPE, and the program with it, where the server is gone.
ber_slen_t write(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t size)
{
    int const socket = socket_of(layer->sbiod_sb);
    for (;;) {
        auto const count = send(socket, bytes, size, MSG_NOSIGNAL);
        if (count >= 0 || !became_ready(socket, POLLOUT)) return count;
    }
}

int close(Sockbuf_IO_Desc*)
{
    return 0;
}

// libldap keeps pointers to these two and does not write to them.
Sockbuf_IO layer_functions { set_up, take_down, control, read, write, close };

int connected(LDAP* handle, Sockbuf* buffer, LDAPURLDesc*, sockaddr*, ldap_conncb*)
{
    timeval* span = nullptr;
    if (ldap_get_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &span) == LDAP_OPT_SUCCESS && span != nullptr) {
        set_time_limit(socket_of(buffer), *span);
        ldap_memfree(span);
    }
    ber_len_t bytes_max = limits::message_bytes_max;
    ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &bytes_max);
    return ber_sockbuf_add_io(buffer, &layer_functions, LBER_SBIOD_LEVEL_PROVIDER + 1, nullptr);
}

void disconnected(LDAP*, Sockbuf*, ldap_conncb*) { }

ldap_conncb callbacks { connected, disconnected, nullptr };

}

void bound_connections(LDAP* handle)
{
    ldap_set_option(handle, LDAP_OPT_CONNECT_CB, &callbacks);
}

void bound_connection(LDAP* handle, std::chrono::milliseconds each)
{
    int socket = -1;
    if (ldap_get_option(handle, LDAP_OPT_DESC, &socket) != LDAP_OPT_SUCCESS || socket < 0) return;
    auto const seconds = std::chrono::floor<std::chrono::seconds>(each);
    set_time_limit(
        socket, { .tv_sec = seconds.count(), .tv_usec = std::chrono::microseconds(each - seconds).count() });
}

}

#include "http/status.hpp"

#include <array>
#include <string>

namespace likeness::http {

namespace {

constexpr int status_min = 200;
constexpr int status_max = 599;

std::string_view name_of(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    }
    constexpr std::array<std::string_view, 4> classes { "OK", "Redirect", "Bad Request",
        "Internal Server Error" };
    return classes[static_cast<std::size_t>(status / 100 - 2)];
}

using Lines = std::array<std::string, status_max - status_min + 1>;

Lines written_lines()
{
    Lines lines;
    for (int status = status_min; status <= status_max; ++status) {
        auto& line = lines[static_cast<std::size_t>(status - status_min)];
        line.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
        line.append(name_of(status)).append("\r\n");
    }
    return lines;
}

int within_range(int status)
{
    return status < status_min || status > status_max ? 500 : status;
}

}

std::string_view status_line(int status)
{
    static Lines const lines = written_lines();
    return lines[static_cast<std::size_t>(within_range(status) - status_min)];
}

std::string_view reason_phrase(int status)
{
    return name_of(within_range(status));
}

}

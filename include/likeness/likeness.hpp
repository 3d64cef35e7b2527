// All of likeness::client.
#pragma once

#include <likeness/client.hpp>
#include <likeness/discovery.hpp>

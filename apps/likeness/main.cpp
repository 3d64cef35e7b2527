// likeness: the program. What it can do stands in command.cpp, a file a subcommand group beside it.
#include "apps/likeness/command.hpp"

int main(int count, char** words)
{
    return static_cast<int>(likeness::app::run_command_line(count, words));
}

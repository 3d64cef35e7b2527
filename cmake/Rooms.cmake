# How a room is declared: one static library a folder of src/, whose link list is its arrows.

# likeness_room(<target> [IN_LIBRARY] SOURCES ... [PUBLIC ...] [PRIVATE ...])
# IN_LIBRARY: its objects go into the library likeness::client as well, which may be shared.
function(likeness_room target)
  cmake_parse_arguments(ROOM "IN_LIBRARY" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${target} STATIC ${ROOM_SOURCES})
  set(precompiled likeness_precompiled_rooms)
  if(ROOM_IN_LIBRARY AND LIKENESS_SHARED)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    set(precompiled likeness_precompiled_library)
  endif()
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${target} PUBLIC likeness_flags ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
  likeness_reuse_precompiled(${target} ${precompiled})
endfunction()

# likeness_tests(<target> [WHOLE] SOURCES ... LINK ... [LABELS ...] [TIMEOUT seconds])
# One test program a room; each TEST is a ctest entry of its own, or with WHOLE the program is one: where its tests
# share a server that takes its time to start. The label "threads" is for programs that are
# to run under the thread sanitizer too: `./run test` builds these alone, as likeness_threads_tests.
function(likeness_tests target)
  cmake_parse_arguments(TESTS "WHOLE" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT TESTS_TIMEOUT)
    set(TESTS_TIMEOUT 120)
  endif()
  add_executable(${target} ${TESTS_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE ${TESTS_LINK} GTest::gtest GTest::gmock GTest::gtest_main)
  likeness_reuse_precompiled(${target} likeness_precompiled_tests)
  if(TESTS_WHOLE)
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES TIMEOUT ${TESTS_TIMEOUT} LABELS "${TESTS_LABELS}"
      SKIP_REGULAR_EXPRESSION "no Active Directory to test with")
  else()
    gtest_discover_tests(${target} DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES
      PROPERTIES TIMEOUT ${TESTS_TIMEOUT} LABELS "${TESTS_LABELS}")
  endif()
  if("threads" IN_LIST TESTS_LABELS)
    add_dependencies(likeness_threads_tests ${target})
  endif()
endfunction()

# likeness_bench(<target> SOURCES ... LINK ...): a Google Benchmark program.
function(likeness_bench target)
  cmake_parse_arguments(BENCH "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${BENCH_SOURCES})
  target_link_libraries(${target} PRIVATE ${BENCH_LINK} benchmark::benchmark benchmark::benchmark_main)
endfunction()

# likeness_fuzz(<target> SOURCES ... LINK ...): a libFuzzer program; its file states the invariant.
function(likeness_fuzz target)
  cmake_parse_arguments(FUZZ "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${target} ${FUZZ_SOURCES})
  target_link_libraries(${target} PRIVATE ${FUZZ_LINK})
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
endfunction()

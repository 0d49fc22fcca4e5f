# The layer table: what each target may use. One row a target:
#   redline_layer(TARGET USES redline-targets... EXTERNAL third-party-targets...)
# A target is declared with redline_target(), which reads its row and stops the configuration on anything else.
# Siblings (tracer, loadgen, alerting) never meet: their values meet in reports, the wiring happens in scenarios.

function(redline_layer name)
  cmake_parse_arguments(ROW "" "" "USES;EXTERNAL" ${ARGN})
  set_property(GLOBAL PROPERTY redline_uses_${name} "${ROW_USES}")
  set_property(GLOBAL PROPERTY redline_external_${name} "${ROW_EXTERNAL}")
  set_property(GLOBAL APPEND PROPERTY redline_layer_names ${name})
endfunction()

redline_layer(base            EXTERNAL fmt::fmt tl::expected nlohmann_json::nlohmann_json Threads::Threads)
redline_layer(yaml            USES base EXTERNAL yaml-cpp)
redline_layer(http_client     USES base)
redline_layer(http_server     USES base EXTERNAL Boost::headers)
redline_layer(tracer          USES base EXTERNAL prometheus-cpp::core)
redline_layer(loadgen_values  USES base)
redline_layer(loadgen         USES base loadgen_values
                              EXTERNAL PkgConfig::liburing ZLIB::ZLIB nghttp2::nghttp2)
redline_layer(alerting_values USES base)
redline_layer(alerting        USES base yaml alerting_values)
redline_layer(reports         USES base loadgen_values alerting_values)
redline_layer(traffic         USES base)
redline_layer(language        USES base yaml loadgen loadgen_values reports traffic)
redline_layer(scenarios       USES base yaml http_client http_server tracer loadgen loadgen_values alerting alerting_values reports traffic language
                              EXTERNAL prometheus-cpp::core)
redline_layer(cli             USES base yaml http_server tracer loadgen loadgen_values alerting alerting_values reports language scenarios
                              EXTERNAL CLI11::CLI11)
redline_layer(leadpipe        USES base yaml tracer
                              EXTERNAL Boost::headers OpenSSL::Crypto SQLite::SQLite3 prometheus-cpp::core pugixml::pugixml)
redline_layer(leadpipe_program USES base tracer leadpipe EXTERNAL CLI11::CLI11)

# Stops unless every dependency of `name` is in its row.
function(redline_check_layer name)
  get_property(known GLOBAL PROPERTY redline_layer_names)
  if(NOT name IN_LIST known)
    message(FATAL_ERROR "layer table: ${name} has no row; give it one in tests/house/layers.cmake")
  endif()
  get_property(uses GLOBAL PROPERTY redline_uses_${name})
  get_property(external GLOBAL PROPERTY redline_external_${name})
  foreach(dependency ${ARGN})
    string(REGEX REPLACE "^redline::" "" room ${dependency})
    if(NOT room IN_LIST uses AND NOT dependency IN_LIST external)
      list(JOIN uses ", " uses_text)
      list(JOIN external ", " external_text)
      message(FATAL_ERROR "layer table: ${name} may not use ${dependency}; "
        "it may use [${uses_text}] and [${external_text}] (tests/house/layers.cmake)")
    endif()
  endforeach()
endfunction()

# redline_target(NAME [INTERFACE | EXECUTABLE OUTPUT]
#                [INCLUDE dir] [SOURCES ...] [PUBLIC deps...] [PRIVATE deps...])
# Declares target redline_NAME with the alias redline::NAME. Headers below INCLUDE are its public ones; each is
# compiled alone by the target all_verify_interface_header_sets.
function(redline_target name)
  cmake_parse_arguments(T "INTERFACE" "EXECUTABLE;INCLUDE" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  redline_check_layer(${name} ${T_PUBLIC} ${T_PRIVATE})
  set(target redline_${name})
  if(T_INTERFACE)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE ${T_PUBLIC})
    set(visibility INTERFACE)
  elseif(T_EXECUTABLE)
    add_executable(${target} ${T_SOURCES})
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${T_EXECUTABLE})
    target_link_libraries(${target} PRIVATE ${T_PUBLIC} ${T_PRIVATE})
    return()
  else()
    add_library(${target} STATIC ${T_SOURCES})
    target_link_libraries(${target} PUBLIC ${T_PUBLIC} PRIVATE ${T_PRIVATE})
    set(visibility PUBLIC)
  endif()
  add_library(redline::${name} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  if(T_INCLUDE)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${T_INCLUDE}/*.hpp)
    target_sources(${target} ${visibility} FILE_SET HEADERS
      BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR}/${T_INCLUDE} FILES ${headers})
  endif()
endfunction()

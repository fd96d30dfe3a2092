# `cmake --install`, and the Debian package that `cpack` makes of the same files.
#
# Manual page and completions are what the program itself prints from its table of commands. Everything here is
# reproducible: the same source gives the same package wherever and whenever it is built (see scripts/package).
include(GNUInstallDirs)
find_program(GZIP gzip REQUIRED)

set(made ${PROJECT_BINARY_DIR}/installation)
file(MAKE_DIRECTORY ${made})

# make(FILE COMMAND...): FILE is what the shell command prints.
function(make file)
  add_custom_command(OUTPUT ${made}/${file} COMMAND ${ARGN} > ${made}/${file} DEPENDS lockstep VERBATIM)
endfunction()
make(lockstep.1.gz $<TARGET_FILE:lockstep> man | ${GZIP} -9n)
make(lockstep.bash $<TARGET_FILE:lockstep> completion bash)
make(_lockstep $<TARGET_FILE:lockstep> completion zsh)
make(lockstep.fish $<TARGET_FILE:lockstep> completion fish)
# compress(SOURCE FILE): without a name or a time in it.
function(compress source file)
  add_custom_command(OUTPUT ${made}/${file} COMMAND ${GZIP} -9nc ${PROJECT_SOURCE_DIR}/${source} > ${made}/${file}
                     DEPENDS ${PROJECT_SOURCE_DIR}/${source} VERBATIM)
endfunction()
compress(CHANGELOG.md changelog.gz)
compress(scripts/lockstep-nightly.1 lockstep-nightly.1.gz)
add_custom_target(installation ALL DEPENDS ${made}/lockstep.1.gz ${made}/lockstep.bash ${made}/_lockstep
                                           ${made}/lockstep.fish ${made}/changelog.gz
                                           ${made}/lockstep-nightly.1.gz)

install(TARGETS lockstep)
install(PROGRAMS scripts/nightly DESTINATION ${CMAKE_INSTALL_BINDIR} RENAME lockstep-nightly)
install(FILES ${made}/lockstep.1.gz ${made}/lockstep-nightly.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${made}/lockstep.bash RENAME lockstep DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${made}/lockstep.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# Debian's zsh looks for what packages bring elsewhere than for what was installed by hand.
install(CODE [[
  set(LOCKSTEP_ZSH site-functions)
  if(CMAKE_INSTALL_PREFIX MATCHES "/usr$")
    set(LOCKSTEP_ZSH vendor-completions)
  endif()
]])
install(FILES ${made}/_lockstep DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/\${LOCKSTEP_ZSH}")
install(FILES README.md ${made}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES cmake/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES scripts/crontab.example DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples RENAME crontab)
install(FILES scripts/systemd/lockstep-nightly@.service scripts/systemd/lockstep-nightly@.timer
        DESTINATION lib/systemd/system)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lockstep)
set(CPACK_PACKAGE_CONTACT "The lockstep maintainers <lockstep@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "lockstep reads a multilingual Markdown site and remembers which
wording of the source each translated segment was made for. It says,
segment by segment, what went stale, and it runs unattended every night.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS git)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
include(CPack)

# Writes OUTPUT, a C++ file that holds the text of every *.yml file of DIRECTORY (see locales/embedded_locales.h).
file(GLOB files ${DIRECTORY}/*.yml)
list(SORT files)
set(rows "")
foreach(file IN LISTS files)
  get_filename_component(tag ${file} NAME_WE)
  file(READ ${file} text)
  # A raw string literal is limited in length by some compilers; adjacent ones are joined.
  string(LENGTH "${text}" length)
  set(at 0)
  set(literal "")
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 4000 piece)
    string(APPEND literal "R\"__yml__(${piece})__yml__\"")
    math(EXPR at "${at} + 4000")
  endwhile()
  string(APPEND rows "    {\"${tag}\", ${literal}},\n")
endforeach()
file(WRITE ${OUTPUT}.new
     "#include \"locales/embedded_locales.h\"\n\nnamespace lockstep {\n\nconst std::vector<EmbeddedLocale>& EmbeddedLocales() {\n"
     "  static const std::vector<EmbeddedLocale> kLocales = {\n${rows}  };\n  return kLocales;\n}\n\n}  // namespace lockstep\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT})
file(REMOVE ${OUTPUT}.new)

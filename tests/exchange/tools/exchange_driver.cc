// What check_tools.py asks of the library.
//
//   exchange_driver write FORMAT    the sample package, to stdout
//   exchange_driver read FILE       what ReadPackage makes of it: fields between tabs, a line an answer or a problem
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "exchange/package_format.h"
#include "exchange/po_strings.h"
#include "tests/exchange/sample_package.h"

namespace {

using namespace lockstep;

int Write(const std::string& format) {
  const auto known = PackageFormatByName(format);
  if (!known) return 2;
  const std::string bytes = WritePackage(SamplePackage(), *known);
  std::fwrite(bytes.data(), 1, bytes.size(), stdout);
  return 0;
}

void Print(const AnsweredFile& file) {
  fmt::print("file\t{}\t{}\t{}\t{}\t{}\n", file.collection, file.ref, file.source_lang, file.target_lang,
             file.source_path);
  for (const PackageAnswer& answer : file.answers) {
    fmt::print("answer\t{}\t{}\t{:x}\t{:x}\t{}\t{}\n", answer.id, Name(answer.state), answer.source_hash,
               answer.target_hash, EscapePo(PlainText(answer.source)),
               answer.target ? EscapePo(PlainText(*answer.target)) : "-");
  }
}

int Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const PackageAnswers package = ReadPackage(bytes);
  fmt::print("package\t{}\t{}\t{}\t{}\n", package.id, package.site, package.version, package.made);
  for (const AnsweredFile& answered : package.files) Print(answered);
  for (const PackageProblem& problem : package.problems)
    fmt::print("problem\t{}:{}\t{}\t{}\n", problem.line, problem.column, problem.unit, problem.message);
  return package.problems.empty() ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const std::string command = arguments[1];
  if (command == "write") return Write(arguments[2]);
  return command == "read" ? Read(arguments[2]) : 2;
}

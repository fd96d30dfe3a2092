#include "exchange/xml_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

#include "locales/encodings.h"

namespace lockstep {
namespace {

constexpr char kSeparator = ' ';  // between a namespace and a name: neither has one
constexpr std::string_view kXmlSpace = "http://www.w3.org/XML/1998/namespace ";
constexpr std::size_t kMostAtOnce = 1 << 24;  // Expat counts in int

bool IsUtf16(std::string_view bytes) {
  return bytes.size() >= 2 && (bytes[0] == '\0' || bytes[1] == '\0' || bytes[0] == '\xFE' || bytes[0] == '\xFF');
}

// The encoding that the declaration names, "" where there is none.
std::string DeclaredEncoding(std::string_view bytes) {
  const std::size_t end = bytes.substr(0, 1000).find("?>");
  if (bytes.substr(0, 5) != "<?xml" || end == std::string_view::npos) return {};
  const std::string_view declaration = bytes.substr(0, end);
  const std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const std::size_t begin = declaration.find_first_of("\"'", at);
  if (begin == std::string_view::npos) return {};
  const std::size_t close = declaration.find(declaration[begin], begin + 1);
  return close == std::string_view::npos ? std::string()
                                         : std::string(declaration.substr(begin + 1, close - begin - 1));
}

bool IsKnownToExpat(std::string encoding) {
  std::transform(encoding.begin(), encoding.end(), encoding.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  constexpr std::array<std::string_view, 7> kKnown = {"",         "UTF-8",      "UTF-16",  "UTF-16BE",
                                                      "UTF-16LE", "ISO-8859-1", "US-ASCII"};
  return std::find(kKnown.begin(), kKnown.end(), encoding) != kKnown.end();
}

}  // namespace

std::string XmlAttributes::NameOf(std::string_view expanded) {
  if (expanded.substr(0, kXmlSpace.size()) == kXmlSpace) return "xml:" + std::string(expanded.substr(kXmlSpace.size()));
  return std::string(expanded);
}

std::string_view XmlAttributes::Get(std::string_view name) const {
  std::string_view found;
  ForEach([&](const std::string& attribute, std::string_view value) {
    if (attribute == name) found = value;
  });
  return found;
}

void XmlHandler::OnUnknownEntity(std::string_view name) {
  throw std::invalid_argument(fmt::format("the entity &{}; is not known", name));
}

struct XmlReader::Parser {
  Parser(XmlHandler& to, XmlNames names, const char* encoding)
      : handler(to),
        expat(names == XmlNames::kResolved ? XML_ParserCreateNS(encoding, kSeparator) : XML_ParserCreate(encoding),
              XML_ParserFree) {
    XML_SetUserData(expat.get(), this);
    XML_SetElementHandler(expat.get(), Begin, End);
    XML_SetCharacterDataHandler(expat.get(), Text);
    XML_SetSkippedEntityHandler(expat.get(), Skipped);
    XML_SetExternalEntityRefHandler(expat.get(), External);
  }

  XmlPosition Position() const {
    return {XML_GetCurrentLineNumber(expat.get()), XML_GetCurrentColumnNumber(expat.get()) + 1};
  }
  [[noreturn]] void Fail(const std::string& why) const { throw XmlError(Position(), why); }

  // Expat is C: no exception may pass through it.
  template <typename Work>
  static void Guarded(void* data, const Work& work) {
    Parser& self = *static_cast<Parser*>(data);
    if (self.failure) return;
    try {
      work(self);
    } catch (...) {
      self.failure = std::current_exception();
      XML_StopParser(self.expat.get(), XML_FALSE);
    }
  }

  static void Begin(void* data, const XML_Char* name, const XML_Char** attributes) {
    Guarded(data, [&](Parser& self) {
      if (++self.depth > kMaxXmlDepth) self.Fail("its elements are nested too deep");
      self.seen_root = true;
      self.handler.OnBegin(name, XmlAttributes(attributes));
    });
  }
  static void End(void* data, const XML_Char* name) {
    Guarded(data, [&](Parser& self) {
      --self.depth;
      self.handler.OnEnd(name);
    });
  }
  static void Text(void* data, const XML_Char* text, int size) {
    Guarded(data, [&](Parser& self) {
      if (self.depth > 0) self.handler.OnText({text, static_cast<std::size_t>(size)});
    });
  }
  static void Skipped(void* data, const XML_Char* name, int is_parameter) {
    if (is_parameter != 0) return;
    Guarded(data, [&](Parser& self) {
      try {
        self.handler.OnUnknownEntity(name);
      } catch (const std::invalid_argument& error) {
        self.Fail(error.what());
      }
    });
  }
  static int External(XML_Parser parser, const XML_Char* /*context*/, const XML_Char* /*base*/,
                      const XML_Char* /*system*/, const XML_Char* /*public_id*/) {
    Guarded(XML_GetUserData(parser),
            [](const Parser& self) { self.Fail("an entity of it points outside of the file"); });
    return XML_STATUS_ERROR;
  }

  void Parse(std::string_view bytes, bool last) {
    if (fed == 0) is_utf16 = IsUtf16(bytes);
    const XML_Status status = XML_Parse(expat.get(), bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
    if (failure) std::rethrow_exception(failure);
    if (status == XML_STATUS_OK) {
      fed += bytes.size();
      return;
    }
    Fail(ReasonOf(XML_GetErrorCode(expat.get()), bytes, last));
  }

  std::string ReasonOf(XML_Error code, std::string_view bytes, bool last) const {
    if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) return "its entities explode";
    if (code == XML_ERROR_NO_ELEMENTS) return seen_root ? "it is cut off" : "it is no XML, or is cut off";
    if (last && (code == XML_ERROR_UNCLOSED_TOKEN || code == XML_ERROR_PARTIAL_CHAR)) return "it is cut off";
    if (code == XML_ERROR_INVALID_TOKEN && !is_utf16 && StopsAtNul(bytes)) return "it holds a NUL byte";
    return fmt::format("it is not well-formed: {}", XML_ErrorString(code));
  }

  bool StopsAtNul(std::string_view bytes) const {
    const XML_Index at = XML_GetCurrentByteIndex(expat.get()) - static_cast<XML_Index>(fed);
    // The index is that of the token: the bad byte may stand further on in it.
    if (at >= static_cast<XML_Index>(bytes.size())) return false;
    const std::string_view token = bytes.substr(static_cast<std::size_t>(std::max<XML_Index>(at, 0)));
    return token.substr(0, token.find_first_of("<>\n", 1)).find('\0') != std::string_view::npos;
  }

  XmlHandler& handler;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> expat;
  std::exception_ptr failure;
  std::size_t depth = 0;
  std::uint64_t fed = 0;
  bool seen_root = false;
  bool is_utf16 = false;
};

XmlReader::XmlReader(XmlHandler& handler, XmlNames names) : XmlReader(handler, names, nullptr) {}
XmlReader::XmlReader(XmlHandler& handler, XmlNames names, const char* encoding)
    : parser_(std::make_unique<Parser>(handler, names, encoding)) {}
XmlReader::~XmlReader() = default;

void XmlReader::Feed(std::string_view bytes) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kMostAtOnce)))
    parser_->Parse(bytes.substr(0, kMostAtOnce), false);
}

void XmlReader::Finish() {
  parser_->Parse({}, true);
}

XmlPosition XmlReader::Position() const {
  return parser_->Position();
}

void ReadXml(std::string_view bytes, XmlHandler& handler, const XmlReader** reader) {
  const std::string encoding = DeclaredEncoding(bytes);
  std::optional<std::string> decoded;
  if (!IsKnownToExpat(encoding)) {
    decoded = DecodeText(bytes, encoding);
    if (!decoded) throw XmlError({1, 1}, fmt::format("its encoding is not known, or it is not in it: {}", encoding));
  }
  XmlReader events(handler, XmlNames::kResolved, decoded ? "UTF-8" : nullptr);
  if (reader != nullptr) *reader = &events;
  events.Feed(decoded ? std::string_view(*decoded) : bytes);
  events.Finish();
}

}  // namespace lockstep

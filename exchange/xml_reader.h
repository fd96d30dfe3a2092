// Reads XML as a stream of events, safely: what a hostile file can ask for is bounded.
//
// Nothing outside the file is ever opened: the line of a DTD is passed over, its entities are taken from the file only,
// and one that points outside is an error. Entities that explode are refused (Expat's own guard), and so is nesting
// deeper than kMaxXmlDepth. The encoding is what the byte order mark or the declaration says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lockstep {

// A place in the text that was read: both from 1, the column in characters.
struct XmlPosition {
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  bool operator==(const XmlPosition&) const = default;
};

// The text is no XML that can be read. what() is the reason alone: "it is cut off".
struct XmlError : std::runtime_error {
  XmlError(XmlPosition position, const std::string& reason) : std::runtime_error(reason), where(position) {}
  XmlPosition where;
};

constexpr std::size_t kMaxXmlDepth = 100;

// The attributes of an element while its event lasts.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}

  // The value, or "" where there is none. Names without a namespace are plain, those of XML itself "xml:lang" and
  // "xml:space"; others are "URI local" where names are resolved, as written where not.
  std::string_view Get(std::string_view name) const;

  // Calls `visit(name, value)` for each, in the file's order.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) visit(NameOf(pair[0]), std::string_view(pair[1]));
  }

 private:
  static std::string NameOf(std::string_view expanded);
  const char** pairs_;
};

// Takes the events. What it throws ends the reading and reaches who feeds it.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // `name` is "URI local", or plain without a namespace, where names are resolved; else as written.
  virtual void OnBegin(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void OnEnd(std::string_view name) = 0;
  // A piece of the text between two tags; one text may come in several.
  virtual void OnText(std::string_view text) = 0;
  // An entity that the file does not define but its DTD may: nothing stands for it. Refused, unless overridden.
  virtual void OnUnknownEntity(std::string_view name);
};

enum class XmlNames {
  kResolved,   // by namespace; a prefix that is not declared is an error
  kAsWritten,  // for formats without namespaces
};

// Feeds a text piece by piece, of any size: memory follows the nesting, not the text.
class XmlReader {
 public:
  explicit XmlReader(XmlHandler& handler, XmlNames names = XmlNames::kResolved);
  // Of a text in `encoding`, whatever it says of itself.
  XmlReader(XmlHandler& handler, XmlNames names, const char* encoding);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Both throw XmlError, and what the handler throws; nothing may be fed after that.
  void Feed(std::string_view bytes);
  void Finish();  // throws where the text has not ended

  XmlPosition Position() const;  // of the event that is handled, or of what comes next

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

// Reads the whole of `bytes`. As XmlReader, and in any encoding that is declared and ICU knows. `reader` is set while
// events are handled, for their positions; it may be null.
void ReadXml(std::string_view bytes, XmlHandler& handler, const XmlReader** reader);

}  // namespace lockstep

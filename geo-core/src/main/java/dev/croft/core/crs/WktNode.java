package dev.croft.core.crs;

import dev.croft.core.problem.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A node of well-known text, WKT1 (OGC 01-009) and WKT2 (OGC 18-010r7) alike: a keyword in capitals, then quoted texts,
 * numbers and bare words in order, and nested nodes in order. Immutable.
 */
record WktNode(String keyword, List<String> values, List<WktNode> children) {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_LENGTH = 1 << 20;

    WktNode {
        values = List.copyOf(values);
        children = List.copyOf(children);
    }

    static WktNode parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new ConfigurationException(
                    "Cannot read a CRS from well-known text of " + text.length() + " characters: too long");
        }
        return new Parser(text).parse();
    }

    /** The first text, usually the name; empty when there is none. */
    String name() {
        return values.isEmpty() ? "" : values.get(0);
    }

    Optional<WktNode> child(Set<String> keywords) {
        return children.stream().filter(node -> keywords.contains(node.keyword)).findFirst();
    }

    List<WktNode> children(Set<String> keywords) {
        return children.stream().filter(node -> keywords.contains(node.keyword)).toList();
    }

    /** Value {@code index} as a number. */
    double number(int index) {
        String value = index < values.size() ? values.get(index) : "nothing";
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Cannot read a CRS from well-known text: " + keyword + "[\"" + name() + "\"] has '" + value
                            + "' where a number belongs",
                    e);
        }
    }

    private static final class Parser {
        private final String text;
        private int position;

        Parser(String text) {
            this.text = text;
        }

        WktNode parse() {
            WktNode node = node(0);
            skipSpace();
            if (position < text.length()) {
                throw problem("nothing more");
            }
            return node;
        }

        private WktNode node(int depth) {
            if (depth > MAX_DEPTH) {
                throw problem("at most " + MAX_DEPTH + " nested levels");
            }
            String keyword = word();
            skipSpace();
            return body(keyword, depth);
        }

        private WktNode body(String keyword, int depth) {
            char close = peek() == '(' ? ')' : ']';
            expect(close == ')' ? '(' : '[');
            List<String> values = new ArrayList<>();
            List<WktNode> children = new ArrayList<>();
            do {
                skipSpace();
                argument(depth, values, children);
                skipSpace();
            } while (accept(','));
            expect(close);
            return new WktNode(keyword.toUpperCase(Locale.ROOT), values, children);
        }

        private void argument(int depth, List<String> values, List<WktNode> children) {
            char next = peek();
            if (next == '"') {
                values.add(quoted());
            } else if (Character.isLetter(next)) {
                int start = position;
                String word = word();
                skipSpace();
                if (peek() == '[' || peek() == '(') {
                    position = start;
                    children.add(node(depth + 1));
                } else {
                    values.add(word);
                }
            } else {
                values.add(bare());
            }
        }

        private String quoted() {
            StringBuilder quoted = new StringBuilder();
            expect('"');
            while (true) {
                int end = text.indexOf('"', position);
                if (end < 0) {
                    throw problem("a closing quote");
                }
                quoted.append(text, position, end);
                position = end + 1;
                if (peek() != '"') {
                    return quoted.toString();
                }
                quoted.append('"');
                position++;
            }
        }

        private String word() {
            skipSpace();
            int start = position;
            while (Character.isLetterOrDigit(peek()) || peek() == '_') {
                position++;
            }
            if (start == position) {
                throw problem("a keyword");
            }
            return text.substring(start, position);
        }

        /** A number, or one of the few other unquoted forms such as a date. */
        private String bare() {
            int start = position;
            while (position < text.length() && ",[]()\"".indexOf(peek()) < 0) {
                position++;
            }
            String bare = text.substring(start, position).trim();
            if (bare.isEmpty()) {
                throw problem("a value");
            }
            return bare;
        }

        private boolean accept(char expected) {
            if (peek() != expected) {
                return false;
            }
            position++;
            return true;
        }

        private void expect(char expected) {
            if (!accept(expected)) {
                throw problem("'" + expected + "'");
            }
        }

        private char peek() {
            return position < text.length() ? text.charAt(position) : '\0';
        }

        private void skipSpace() {
            while (Character.isWhitespace(peek())) {
                position++;
            }
        }

        private ConfigurationException problem(String expected) {
            String found = position < text.length()
                    ? "'" + text.substring(position, Math.min(text.length(), position + 20)) + "'"
                    : "its end";
            return new ConfigurationException(
                    "Cannot read a CRS from well-known text: expected " + expected + " at character " + position
                            + ", found " + found + ". Give the CRS as EPSG:n, WKT or PROJ string.");
        }
    }
}

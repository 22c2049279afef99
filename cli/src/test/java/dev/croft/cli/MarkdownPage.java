package dev.croft.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file, as far as can be told line by line: its text without code blocks, and the code blocks. */
record MarkdownPage(List<String> text, List<String> code) {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern ADDRESS = Pattern.compile("[a-z]+:.*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)( +#+)?");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");

    /** A link into the repository. */
    record Link(String file, String anchor) {
        static Link of(String target) {
            int hash = target.indexOf('#');
            return hash < 0 ? new Link(target, "") : new Link(target.substring(0, hash), target.substring(hash + 1));
        }
    }

    static MarkdownPage read(Path file) throws IOException {
        List<String> text = new ArrayList<>();
        List<String> code = new ArrayList<>();
        boolean isCode = false;
        for (String line : Files.readAllLines(file)) {
            if (line.strip().startsWith("```")) {
                isCode = !isCode;
            } else {
                (isCode ? code : text).add(line);
            }
        }
        return new MarkdownPage(text, code);
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (String line : text) {
            Matcher matcher = LINK.matcher(CODE_SPAN.matcher(line).replaceAll("code"));
            while (matcher.find()) {
                String target = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
                if (!ADDRESS.matcher(target).matches()) {
                    links.add(Link.of(target));
                }
            }
        }
        return links;
    }

    /** Anchors of the headings as GitHub makes them: lower case, hyphens for blanks, no punctuation, repeats numbered. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> repeats = new HashMap<>();
        for (String line : text) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int repeat = repeats.merge(anchor, 1, Integer::sum);
                anchors.add(repeat == 1 ? anchor : anchor + "-" + (repeat - 1));
            }
        }
        return anchors;
    }

    /** The words behind {@code program} on each line of code that begins with it, up to a comment. */
    List<List<String>> commands(String program) {
        List<List<String>> commands = new ArrayList<>();
        for (String line : code) {
            List<String> words = List.of(line.strip()
                    .replaceFirst("^\\$ ", "")
                    .replaceFirst(" #.*", "")
                    .strip()
                    .split("\\s+"));
            if (words.size() > 1 && words.get(0).replaceFirst("^\\./", "").equals(program)) {
                commands.add(words.subList(1, words.size()));
            }
        }
        return commands;
    }
}

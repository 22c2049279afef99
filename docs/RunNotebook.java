import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/**
 * Runs the Java cells of a Jupyter notebook from the first to the last in one fresh JShell, and puts what they print
 * and draw into the file; with {@code --check}, compares the text with what the file has instead and leaves it alone:
 *
 * <pre>
 * java -cp cli/target/croft.jar docs/RunNotebook.java [--check] docs/zonal.ipynb
 * </pre>
 *
 * <p>The class path is the notebook's, too. A cell shows what it prints, then the value of its last expression when
 * that has no semicolon; a {@link java.awt.image.BufferedImage} becomes a picture. Pictures are not compared, because
 * letters look different from machine to machine. The file format is nbformat 4.5.
 */
final class RunNotebook {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the command {@code jshell} imports before anybody asks. */
    private static final List<String> IMPORTS = List.of(
            "java.io",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.prefs",
            "java.util.regex",
            "java.util.stream");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final JShell shell;

    private RunNotebook() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        shell = JShell.builder()
                .out(out)
                .err(out)
                .remoteVMOptions(
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Duser.timezone=UTC",
                        "-Dfile.encoding=UTF-8")
                .build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        IMPORTS.forEach(name -> shell.eval("import " + name + ".*;"));
    }

    public static void main(String[] arguments) throws IOException {
        boolean isCheck = arguments.length == 2 && arguments[0].equals("--check");
        if (arguments.length != 1 && !isCheck) {
            System.err.println("Cannot run without a notebook: RunNotebook.java [--check] NOTEBOOK");
            System.exit(2);
        }
        Path file = Path.of(arguments[arguments.length - 1]);
        JsonNode before = JSON.readTree(file.toFile());
        try {
            JsonNode after = new RunNotebook().run(before.deepCopy());
            if (isCheck) {
                requireSameText(before.get("cells"), after.get("cells"), file);
            } else {
                Files.writeString(file, written(after));
            }
        } catch (CellException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static String written(JsonNode notebook) throws IOException {
        DefaultIndenter lines = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return JSON.writer(printer).writeValueAsString(notebook) + "\n";
    }

    private JsonNode run(JsonNode notebook) {
        int count = 0;
        try (shell) {
            for (JsonNode cell : notebook.get("cells")) {
                if (isCode(cell)) {
                    count++;
                    ArrayNode outputs = outputs(text(cell.get("source")), count);
                    ((ObjectNode) cell).put("execution_count", count).set("outputs", outputs);
                }
            }
        }
        return notebook;
    }

    private ArrayNode outputs(String source, int count) {
        printed.reset();
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        Optional<SnippetEvent> last = evaluate(source, count);
        String text = printed.toString(StandardCharsets.UTF_8);
        if (!text.isEmpty()) {
            outputs.addObject().put("output_type", "stream").put("name", "stdout").set("text", lines(text));
        }
        if (!source.strip().endsWith(";")) {
            last.flatMap(Value::of).ifPresent(value -> show(value, count, outputs));
        }
        return outputs;
    }

    private void show(Value value, int count, ArrayNode outputs) {
        ObjectNode result = outputs.addObject().put("output_type", "execute_result").put("execution_count", count);
        result.putObject("metadata");
        ObjectNode data = result.putObject("data");
        if (value.isPicture()) {
            data.put("image/png", png(value.variable(), count));
        } else {
            data.set("text/plain", lines(value.text()));
        }
    }

    /** Evaluates statement by statement, and answers with the event of the last one. */
    private Optional<SnippetEvent> evaluate(String source, int count) {
        Optional<SnippetEvent> last = Optional.empty();
        String rest = source;
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String statement = next.completeness().isComplete() ? next.source() : rest;
            for (SnippetEvent event : shell.eval(statement)) {
                // Others say what became of earlier snippets.
                if (event.causeSnippet() == null) {
                    requireSuccess(event, count);
                    last = Optional.of(event);
                }
            }
            rest = next.completeness().isComplete() ? next.remaining() : "";
        }
        return last;
    }

    private void requireSuccess(SnippetEvent event, int count) {
        StringBuilder problem = new StringBuilder();
        if (event.exception() instanceof EvalException thrown) {
            problem.append(thrown.getExceptionClassName()).append(": ").append(thrown.getMessage());
        } else if (event.exception() != null) {
            problem.append(event.exception().getMessage());
        } else if (event.status() != Snippet.Status.VALID) {
            shell.diagnostics(event.snippet())
                    .forEach(one -> problem.append(one.getMessage(Locale.ROOT)).append('\n'));
        } else {
            return;
        }
        throw new CellException("Cannot run code cell " + count + ", at \"" + event.snippet().source().strip() + "\": "
                + problem.toString().strip());
    }

    /** The session runs in a JVM of its own; a picture comes from there as text. */
    private String png(String variable, int count) {
        String bytes = "notebookPicture" + count;
        evaluate("var " + bytes + " = new java.io.ByteArrayOutputStream();"
                + "javax.imageio.ImageIO.write(" + variable + ", \"png\", " + bytes + ");", count);
        printed.reset();
        evaluate("System.out.print(java.util.Base64.getEncoder().encodeToString(" + bytes + ".toByteArray()));", count);
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static void requireSameText(JsonNode expected, JsonNode found, Path file) {
        int count = 0;
        for (int i = 0; i < expected.size(); i++) {
            if (isCode(expected.get(i))) {
                count++;
                String before = shown(expected.get(i).get("outputs"));
                String now = shown(found.get(i).get("outputs"));
                if (!now.equals(before)) {
                    throw new CellException("Cannot confirm " + file + ": code cell " + count + " now shows\n" + now
                            + "and the file has\n" + before);
                }
            }
        }
    }

    /** What is compared of outputs: their text, and that there is a picture. */
    private static String shown(JsonNode outputs) {
        StringBuilder text = new StringBuilder();
        for (JsonNode output : outputs) {
            JsonNode data = output.path("data");
            text.append(text(output.path("text"))).append(text(data.path("text/plain")));
            text.append(data.has("image/png") ? "(a picture)" : "").append('\n');
        }
        return text.toString();
    }

    private static boolean isCode(JsonNode cell) {
        return cell.get("cell_type").asText().equals("code");
    }

    /** The format allows both a string and a list of lines. */
    private static String text(JsonNode lines) {
        StringBuilder text = new StringBuilder(lines.isTextual() ? lines.asText() : "");
        lines.forEach(line -> text.append(line.asText()));
        return text.toString();
    }

    private static ArrayNode lines(String text) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        List.of(text.split("(?<=\n)")).forEach(lines::add);
        return lines;
    }

    /** The value of an expression: the variable that holds it, its type, and how JShell writes it. */
    private record Value(String variable, String type, String text) {
        static Optional<Value> of(SnippetEvent event) {
            if (event.snippet() instanceof ExpressionSnippet expression) {
                return Optional.of(new Value(expression.name(), expression.typeName(), event.value()));
            }
            if (event.snippet() instanceof VarSnippet made
                    && made.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                return Optional.of(new Value(made.name(), made.typeName(), event.value()));
            }
            return Optional.empty();
        }

        boolean isPicture() {
            return type.endsWith("BufferedImage");
        }
    }

    /** A cell fails, or shows something else than before. */
    private static final class CellException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CellException(String message) {
            super(message);
        }
    }
}

package dev.croft.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Receipts as JSON. Whatever cannot be read as a receipt counts as none, with the reason. */
final class ReceiptJson {
    private static final String FORMAT = "croft-receipt";
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReceiptJson() {}

    static String write(Receipt receipt) {
        Recipe recipe = receipt.recipe();
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION);
        root.put("kernel", recipe.kernel()).put("algorithm", recipe.algorithmVersion());
        root.put("fingerprint", recipe.fingerprint());
        for (InputIdentity input : recipe.inputs()) {
            root.withArray("inputs")
                    .addObject()
                    .put("role", input.role())
                    .put("path", input.path())
                    .put("bytes", input.bytes())
                    .put("state", input.state());
        }
        ObjectNode parameters = root.putObject("parameters");
        recipe.parameters().forEach(parameters::put);
        root.putObject("output").put("bytes", receipt.outputBytes()).put("digest", receipt.outputDigest());
        if (!receipt.notes().isEmpty()) {
            receipt.notes().forEach(root.putObject("notes")::put);
        }
        return root.toPrettyString() + "\n";
    }

    static Receipt.Found read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Receipt.Found.none("it has no receipt");
        }
        try {
            return new Receipt.Found(Optional.of(parse(JSON.readTree(Files.readAllBytes(file)))), "");
        } catch (JsonProcessingException damaged) {
            return Receipt.Found.none("its receipt is damaged: " + damaged.getOriginalMessage());
        } catch (IllegalArgumentException damaged) {
            return Receipt.Found.none("its receipt is damaged: " + damaged.getMessage());
        }
    }

    private static Receipt parse(JsonNode root) {
        if (!root.path("format").asText().equals(FORMAT) || root.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("it does not say " + FORMAT + " version " + VERSION);
        }
        List<InputIdentity> inputs = new ArrayList<>();
        root.path("inputs").forEach(input -> inputs.add(parseInput(input)));
        Recipe recipe = new Recipe(
                text(root, "kernel"), (int) number(root, "algorithm"), inputs, texts(root.path("parameters")));
        if (!recipe.fingerprint().equals(text(root, "fingerprint"))) {
            throw new IllegalArgumentException("its content does not have the fingerprint it states");
        }
        JsonNode output = root.path("output");
        return new Receipt(recipe, number(output, "bytes"), text(output, "digest"), texts(root.path("notes")));
    }

    private static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static InputIdentity parseInput(JsonNode input) {
        return new InputIdentity(
                text(input, "role"), text(input, "path"), number(input, "bytes"), text(input, "state"));
    }

    private static String text(JsonNode parent, String name) {
        if (!parent.path(name).isTextual()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing or no text");
        }
        return parent.path(name).textValue();
    }

    private static long number(JsonNode parent, String name) {
        if (!parent.path(name).isIntegralNumber()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing or no whole number");
        }
        return parent.path(name).longValue();
    }
}

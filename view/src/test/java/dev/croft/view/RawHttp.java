package dev.croft.view;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request as it is written, and what comes back: clients mend paths and hide headers. */
record RawHttp(int status, Map<String, String> headers, String body) {
    private static final String END_OF_HEADERS = "\r\n\r\n";

    /** @param headers lines such as {@code Range: bytes=0-1}; Host is added when it is not among them */
    static RawHttp request(String address, String method, String path, String... headers) throws IOException {
        URI server = URI.create(address);
        String lines = String.join("\r\n", headers);
        String host = lines.contains("Host:") ? "" : "Host: " + server.getAuthority() + "\r\n";
        String request = method + " " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + lines
                + (lines.isEmpty() ? "\r\n" : END_OF_HEADERS);
        return send(address, request);
    }

    static RawHttp send(String address, String request) throws IOException {
        URI server = URI.create(address);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    private static RawHttp parse(String answer) {
        int end = answer.indexOf(END_OF_HEADERS);
        String[] lines = answer.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        Arrays.stream(lines)
                .skip(1)
                .map(line -> line.split(":", 2))
                .forEach(header -> headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip()));
        return new RawHttp(Integer.parseInt(lines[0].substring(9, 12)), headers, answer.substring(end + 4));
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}

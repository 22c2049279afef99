package dev.croft.store.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands between a client and the server, on loopback, and spoils what a policy says. One request for each connection. Keeps whole
 * requests in memory. Thread-safe.
 */
final class FaultyProxy implements Closeable {
    /** What may happen to a request. */
    enum Fault {
        NONE,
        ERROR,
        BUSY,
        OTHER_REGION,
        /** The connection breaks before anything is read of the content. */
        RESET,
        /** The connection breaks in the middle of the content. */
        CUT_REQUEST,
        /** The server does it, and half of its answer arrives. */
        CUT_RESPONSE,
        /** Nobody answers until the client gives up. */
        STALL,
        /** A bit of the content changes. */
        FLIP,
        /** The server says that it has something else. */
        OTHER_ETAG
    }

    /** A request as its first line has it. */
    record Request(String method, String target) {
        /** Number of the part that is put, else 0. */
        int part() {
            Matcher number = PART_NUMBER.matcher(target);
            return method.equals("PUT") && number.find() ? Integer.parseInt(number.group(1)) : 0;
        }
    }

    private static final Pattern PART_NUMBER = Pattern.compile("[?&]partNumber=(\\d+)");

    private static final Fault[] ALL_FAULTS = {
        Fault.ERROR, Fault.BUSY, Fault.RESET, Fault.CUT_REQUEST, Fault.CUT_RESPONSE, Fault.STALL
    };

    private final ServerSocket listener;
    private final int serverPort;
    private final Function<Request, Fault> policy;
    private final Queue<Request> forwarded = new ConcurrentLinkedQueue<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    FaultyProxy(int serverPort, Function<Request, Fault> policy) throws IOException {
        this.serverPort = serverPort;
        this.policy = policy;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("faulty-proxy", this::accept);
    }

    /** Spoils a share of the requests, of each kind as many, whichever the seed says. */
    static Function<Request, Fault> spoiling(double share, long seed) {
        Random random = new Random(seed);
        return request -> {
            synchronized (random) {
                return random.nextDouble() < share ? ALL_FAULTS[random.nextInt(ALL_FAULTS.length)] : Fault.NONE;
            }
        };
    }

    /** Spoils all requests of a method. */
    static Function<Request, Fault> only(String method, Fault fault) {
        return request -> request.method().equals(method) ? fault : Fault.NONE;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Numbers of the parts that reached the server whole. */
    Set<Integer> forwardedParts() {
        return forwarded.stream().map(Request::part).filter(part -> part > 0).collect(Collectors.toSet());
    }

    /** What was spoilt. */
    List<Fault> faults() {
        return new ArrayList<>(faults);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                start("faulty-proxy-request", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            handle(client);
        } catch (IOException clientGone) {
            // What a client makes of it is the test's concern.
            faults.add(Fault.RESET);
        } finally {
            open.remove(client);
        }
    }

    private void handle(Socket client) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        List<String> head = readHead(in);
        if (head.isEmpty()) {
            return; // looked whether somebody listens
        }
        String[] words = head.get(0).split(" ", 3);
        Request request = new Request(words[0], words[1]);
        Fault fault = policy.apply(request);
        if (fault != Fault.NONE) {
            faults.add(fault);
        }
        switch (fault) {
            case RESET -> reset(client);
            case STALL -> in.transferTo(OutputStream.nullOutputStream());
            case CUT_REQUEST -> {
                sayContinue(head, client);
                in.readNBytes(contentLength(head) / 2);
                reset(client);
            }
            default -> answer(client, head, content(client, in, head), request, fault);
        }
    }

    private void answer(Socket client, List<String> head, byte[] content, Request request, Fault fault)
            throws IOException {
        OutputStream out = client.getOutputStream();
        switch (fault) {
            case ERROR -> out.write(refusal("500 Internal Server Error", "InternalError"));
            case BUSY -> out.write(refusal("503 Slow Down", "SlowDown"));
            case OTHER_REGION -> out.write(refusal("301 Moved Permanently", "PermanentRedirect"));
            case CUT_RESPONSE -> {
                byte[] response = forward(head, content, request);
                out.write(response, 0, response.length / 2);
            }
            case OTHER_ETAG ->
                out.write(new String(forward(head, content, request), ISO_8859_1)
                        .replaceFirst("(?i)etag: \"?[0-9a-f]{32}", "ETag: \"00000000000000000000000000000000")
                        .getBytes(ISO_8859_1));
            default -> {
                if (fault == Fault.FLIP && content.length > 0) {
                    content[content.length / 2] ^= 4;
                }
                out.write(forward(head, content, request));
            }
        }
        out.flush();
    }

    private static byte[] content(Socket client, InputStream in, List<String> head) throws IOException {
        sayContinue(head, client);
        byte[] content = in.readNBytes(contentLength(head));
        if (content.length < contentLength(head)) {
            throw new IOException("The client broke off");
        }
        return content;
    }

    private static void sayContinue(List<String> head, Socket client) throws IOException {
        if (head.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("expect:"))) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
    }

    private byte[] forward(List<String> head, byte[] content, Request request) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            StringBuilder text = new StringBuilder();
            for (String line : head) {
                String name = line.toLowerCase(Locale.ROOT);
                if (!name.startsWith("expect:") && !name.startsWith("connection:")) {
                    text.append(line).append("\r\n");
                }
            }
            text.append("Connection: close\r\n\r\n");
            OutputStream out = server.getOutputStream();
            out.write(text.toString().getBytes(ISO_8859_1));
            out.write(content);
            out.flush();
            byte[] response = server.getInputStream().readAllBytes();
            forwarded.add(request);
            return response;
        }
    }

    private static List<String> readHead(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            lines.add(line);
        }
        return lines;
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }

    private static int contentLength(List<String> head) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private static byte[] refusal(String status, String code) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>Spoilt by the proxy.</Message></Error>";
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(ISO_8859_1);
    }
}

package dev.croft.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A server with a bucket, and a proxy before it that spoils requests, as a process for tests of other modules: it says its port and
 * the folder of its keys in one line, and ends with its standard input.
 */
final class S3ServerForOthers {
    private S3ServerForOthers() {}

    /** Starts both; {@code args} are the bucket, the share of requests to spoil, and a seed. */
    public static void main(String[] args) throws IOException {
        S3Server server = S3Server.shared();
        try (S3Client client = server.client()) {
            client.createBucket(request -> request.bucket(args[0]));
        }
        try (FaultyProxy proxy = new FaultyProxy(
                        server.port(), FaultyProxy.spoiling(Double.parseDouble(args[1]), Long.parseLong(args[2])));
                InputStream in = System.in) {
            System.out.println(server.port() + " " + proxy.port());
            in.transferTo(OutputStream.nullOutputStream());
            System.out.println(proxy.faults().size());
        }
        Runtime.getRuntime().halt(0);
    }
}

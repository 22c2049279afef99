package dev.croft.store.s3;

import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import java.io.IOException;

/** A store in a new bucket of the server of the tests. */
public final class TestBucket {
    private TestBucket() {}

    /** Opens it; the caller closes it. */
    public static ObjectStore open() throws IOException {
        S3Server server = S3Server.shared();
        return ObjectStores.open("s3://" + server.newBucket() + "/some/prefix", server.options());
    }
}

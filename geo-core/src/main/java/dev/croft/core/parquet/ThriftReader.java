package dev.croft.core.parquet;

import java.io.ByteArrayInputStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.InterningProtocol;
import org.apache.parquet.format.PageHeader;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * Footers and page headers out of bytes. Goes below parquet-format's own {@code Util} because that lets any length up to
 * 100 MB pass, which a damaged length would reserve; here nothing can be longer than the bytes there are.
 */
final class ThriftReader {
    private ThriftReader() {}

    static FileMetaData footer(byte[] bytes) throws TException {
        FileMetaData footer = new FileMetaData();
        read(footer, bytes, 0, bytes.length);
        return footer;
    }

    /** Fills {@code header} and returns its length in bytes. */
    static int pageHeader(PageHeader header, byte[] bytes, int offset, int length) throws TException {
        return read(header, bytes, offset, length);
    }

    private static int read(TBase<?, ?> target, byte[] bytes, int offset, int length) throws TException {
        ByteArrayInputStream stream = new ByteArrayInputStream(bytes, offset, length);
        TIOStreamTransport transport = new TIOStreamTransport(stream);
        transport.getConfiguration().setMaxMessageSize(Math.max(1, length));
        transport.updateKnownMessageSize(Math.max(1, length));
        target.read(new InterningProtocol(new TCompactProtocol(transport)));
        return length - stream.available();
    }
}

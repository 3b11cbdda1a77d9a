package io.mobula.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Opens one entry of a jar that is open already. */
final class JarEntryHandler extends URLStreamHandler {
    private final URI uri;
    private final JarFile jar;
    private final JarEntry entry;

    JarEntryHandler(URI uri, JarFile jar, JarEntry entry) {
        this.uri = uri;
        this.jar = jar;
        this.entry = entry;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        return url.toString().equals(uri.toString()) ? new EntryConnection(url) : usual(url);
    }

    /** An address derived from this one names another entry; its handler is still this one. */
    private static URLConnection usual(URL derived) throws IOException {
        URLConnection usual = URI.create(derived.toString()).toURL().openConnection();
        usual.setUseCaches(false);
        return usual;
    }

    private final class EntryConnection extends URLConnection {
        EntryConnection(URL url) {
            super(url);
        }

        @Override
        public void connect() {
            connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }

        @Override
        public long getContentLengthLong() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }
    }
}

package io.mobula.code;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/**
 * One jar or folder that a loader reads. Its manifest's own class path is not followed: the scan has, on the driver, and on a node those paths would lead into files of the node.
 */
sealed interface CodeEntry extends AutoCloseable {
    Optional<byte[]> read(String path) throws IOException;

    Optional<URL> url(String path);

    Optional<Manifest> manifest() throws IOException;

    /** Where classes say they come from. */
    URL location();

    @Override
    void close() throws IOException;

    static CodeEntry open(Path path) throws IOException {
        if (Files.isDirectory(path)) return new Folder(path);
        return new Jar(path, new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version()));
    }

    private static URL urlOf(URI uri) {
        try {
            return uri.toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Folder(Path path) implements CodeEntry {
        @Override
        public Optional<byte[]> read(String name) throws IOException {
            Optional<Path> file = file(name).filter(Files::isRegularFile);
            return file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty();
        }

        @Override
        public Optional<URL> url(String name) {
            return file(name).map(file -> urlOf(file.toUri()));
        }

        private Optional<Path> file(String name) {
            try {
                Path file = path.resolve(name).normalize();
                return file.startsWith(path.normalize()) && Files.exists(file) ? Optional.of(file) : Optional.empty();
            } catch (InvalidPathException notAName) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<Manifest> manifest() throws IOException {
            Optional<byte[]> bytes = read(JarFile.MANIFEST_NAME);
            return bytes.isPresent()
                    ? Optional.of(new Manifest(new ByteArrayInputStream(bytes.get())))
                    : Optional.empty();
        }

        @Override
        public URL location() {
            return urlOf(path.toUri());
        }

        @Override
        public void close() {}
    }

    record Jar(Path path, JarFile jar) implements CodeEntry {
        @Override
        public Optional<byte[]> read(String name) throws IOException {
            JarEntry entry = jar.getJarEntry(name);
            if (entry == null || entry.isDirectory()) return Optional.empty();
            try (InputStream in = jar.getInputStream(entry)) {
                return Optional.of(in.readAllBytes());
            }
        }

        /** The usual {@code jar:} address, opened through this loader's own jar: the JDK's cache of jars would keep the file open for good. */
        @Override
        public Optional<URL> url(String name) {
            JarEntry entry = jar.getJarEntry(name);
            if (entry == null) return Optional.empty();
            try {
                String escaped = new URI(null, null, "/" + name, null).getRawPath();
                URI uri = URI.create("jar:" + path.toUri() + "!" + escaped);
                return Optional.of(URL.of(uri, new JarEntryHandler(uri, jar, entry)));
            } catch (URISyntaxException | IOException notAName) {
                return Optional.empty();
            }
        }

        @Override
        public Optional<Manifest> manifest() throws IOException {
            return Optional.ofNullable(jar.getManifest());
        }

        @Override
        public URL location() {
            return urlOf(path.toUri());
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}

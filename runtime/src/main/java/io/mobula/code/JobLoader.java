package io.mobula.code;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * The classes of one job in one process (CODE-4): its own jars, over the JDK and {@code io.mobula.api}.
 *
 * <p>The order is that of the program's own JVM: a class of the JDK comes from the JDK, all others from the first entry that has them. Nothing else of the process lies beneath, so a job's own
 * version of any library is the one it gets, logging included.
 */
public final class JobLoader extends ClassLoader implements Closeable {
    static {
        registerAsParallelCapable();
    }

    /** A job that brings Logback and no configuration would have Logback's own, which tells everything; it gets this one: warnings to standard error. */
    private static final String LOG_CONFIGURATION = "logback.xml";

    private static final String QUIET_LOG = "job-logback.xml";

    private record Part(CodeEntry entry, ProtectionDomain domain) {}

    private final String job;
    private final List<Part> parts = new ArrayList<>();
    private final String whereLooked;

    private JobLoader(String job, List<CodeEntry> entries, String shipped) {
        super("job " + job, JobParent.INSTANCE);
        this.job = job;
        for (CodeEntry entry : entries) {
            var source = new CodeSource(entry.location(), (Certificate[]) null);
            parts.add(new Part(entry, new ProtectionDomain(source, null, this, null)));
        }
        whereLooked = shipped;
    }

    /** Over jars and folders as they lie here, without packing: a driver's own class path in a second loader. */
    public static JobLoader over(String job, List<Path> entries) throws IOException {
        return open(
                job,
                entries,
                entries.stream().map(path -> path.getFileName().toString()).toList());
    }

    /** @param names what the entries are called in messages */
    static JobLoader open(String job, List<Path> paths, List<String> names) throws IOException {
        var entries = new ArrayList<CodeEntry>();
        try {
            for (Path path : paths) entries.add(CodeEntry.open(path));
        } catch (IOException e) {
            for (CodeEntry opened : entries) opened.close();
            throw e;
        }
        return new JobLoader(job, entries, LoadFailures.listed(names));
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        try {
            for (Part part : parts) {
                Optional<byte[]> bytes = part.entry.read(path);
                if (bytes.isPresent()) return define(name, bytes.get(), part);
            }
        } catch (IOException | IllegalStateException unreadable) {
            throw LoadFailures.unreadable(job, name, unreadable);
        }
        throw LoadFailures.notShipped(job, name, whereLooked);
    }

    private Class<?> define(String name, byte[] bytes, Part part) throws IOException {
        definePackageOf(name, part);
        byte[] checked = ExitCalls.refused(bytes, this);
        try {
            return defineClass(name, checked, 0, checked.length, part.domain);
        } catch (UnsupportedClassVersionError tooNew) {
            throw LoadFailures.tooNew(job, ClassVersion.of(name, bytes), tooNew);
        }
    }

    private void definePackageOf(String name, Part part) throws IOException {
        int dot = name.lastIndexOf('.');
        if (dot < 0) return;
        String packageName = name.substring(0, dot);
        if (getDefinedPackage(packageName) != null) return;
        try {
            PackageFacts.of(part.entry.manifest(), packageName).define(packageName, this::definePackage);
        } catch (IllegalArgumentException definedMeanwhile) {
            // Another thread loaded a class of the same package: either's facts will do.
        }
    }

    @Override
    protected URL findResource(String name) {
        for (Part part : parts) {
            Optional<URL> url = urlIn(part, name);
            if (url.isPresent()) return url.get();
        }
        if (name.equals(LOG_CONFIGURATION)) return JobLoader.class.getResource(QUIET_LOG);
        return super.findResource(name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(
                parts.stream().flatMap(part -> urlIn(part, name).stream()).toList());
    }

    private static Optional<URL> urlIn(Part part, String name) {
        try {
            return part.entry.url(name);
        } catch (IllegalStateException closed) {
            return Optional.empty();
        }
    }

    /** Closes the jars. Classes already loaded go on; no others are found. */
    @Override
    public void close() throws IOException {
        var failures = new ArrayList<IOException>();
        for (Part part : parts) {
            try {
                part.entry.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) throw failures.getFirst();
    }

    @Override
    public String toString() {
        return "loader of job " + job;
    }
}

package io.mobula.bench.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process holds of its machine, its heap after a collection. */
record Footprint(int threads, int descriptors, long heapBytes) {
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");
    /** Serial tells of two generations, G1 of its whole heap. */
    private static final Pattern USED = Pattern.compile(
            "(?m)^\\s*(?:def new generation|tenured generation|DefNew|Tenured|garbage-first heap)\\s.*?, used (\\d+)K");

    static Footprint of(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        String heap = jcmd(pid, "GC.heap_info");
        long kilobytes = 0;
        for (Matcher used = USED.matcher(heap); used.find(); ) kilobytes += Long.parseLong(used.group(1));
        if (kilobytes == 0) throw new IOException("The heap of process " + pid + " cannot be read from:\n" + heap);
        Path proc = Path.of("/proc", Long.toString(pid));
        Matcher threads = THREADS.matcher(Files.readString(proc.resolve("status")));
        if (!threads.find()) throw new IOException("No threads in " + proc.resolve("status"));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return new Footprint(Integer.parseInt(threads.group(1)), (int) descriptors.count(), kilobytes << 10);
        }
    }

    /** What each thread does. */
    static String threads(long pid) throws IOException, InterruptedException {
        return jcmd(pid, "Thread.print");
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException("jcmd " + pid + " " + command + ": " + said);
        return said;
    }

    @Override
    public String toString() {
        return "%d threads, %d descriptors, heap %.1f MiB"
                .formatted(threads, descriptors, heapBytes / (double) (1 << 20));
    }
}

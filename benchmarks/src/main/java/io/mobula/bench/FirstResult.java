package io.mobula.bench;

import io.mobula.api.Mobula;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;

/** The shortest program: connects, asks for one result, and says so, with the CPU seconds it took. */
final class FirstResult {
    private static final String SAID = "first result after ";

    private FirstResult() {}

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect()) {
            Trial.oneTask(mobula, arguments.length);
            say();
        }
    }

    private static void say() {
        System.out.println(SAID + cpuSeconds(ProcessHandle.current()));
    }

    /** Reads until the program has its first result; returns its CPU seconds. */
    static double await(Jvm program) throws IOException {
        return Double.parseDouble(program.lineWith(SAID).substring(SAID.length()));
    }

    static double cpuSeconds(ProcessHandle process) {
        return process.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IllegalStateException(
                                "The system does not tell the CPU time of process " + process.pid()))
                        .toMillis()
                / 1e3;
    }

    /** The limit beside it: the JDK's own compiler, from the start of its JVM to a first class. Like a start of ours it loads, interprets and compiles some thousand methods that nobody has run yet. */
    static final class Compiler {
        private static final String SOURCE =
                "public final class C%d { public String text(int n) { return \"n\" + n; } }";

        private Compiler() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Files.createTempDirectory("mobula-compiler");
            String name = "C" + ProcessHandle.current().pid();
            Path source = folder.resolve(name + ".java");
            Path compiled = folder.resolve(name + ".class");
            try {
                Files.writeString(
                        source,
                        String.format(Locale.ROOT, SOURCE, ProcessHandle.current().pid()));
                compile(source);
                say();
            } finally {
                for (Path made : List.of(source, compiled, folder)) Files.deleteIfExists(made);
            }
        }

        private static void compile(Path source) throws IOException {
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
                var said = new StringWriter();
                boolean done = compiler.getTask(
                                said,
                                files,
                                null,
                                List.of("-proc:none", "-d", source.getParent().toString()),
                                null,
                                files.getJavaFileObjects(source))
                        .call();
                if (!done) throw new IllegalStateException("The compiler refused its class: " + said);
            }
        }
    }
}

package io.mobula.cluster;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.error.MobulaException;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program with a class on its class path that no Java of today can read, and a task that uses it. */
final class NewerClass {
    private static final int MAJOR = 99;
    private static final int MAJOR_AT = 7;

    private NewerClass() {}

    static Path compile(Path folder) throws IOException {
        byte[] bytes = ClassFile.of().build(ClassDesc.of("far.Future"), _ -> {});
        bytes[MAJOR_AT] = MAJOR;
        Path classes = folder.resolve("newer");
        Files.createDirectories(classes.resolve("far"));
        Files.write(classes.resolve("far/Future.class"), bytes);
        return classes;
    }

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect(ConnectOptions.to(arguments[0]).withDirectory(Path.of(arguments[1])))) {
            mobula.submit(() -> Class.forName("far.Future").getName()).get(LocalCluster.LIMIT);
        } catch (MobulaException refused) {
            System.out.println(refused.getMessage());
        }
    }
}

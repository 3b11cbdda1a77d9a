package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Task;
import io.mobula.api.error.CaptureException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.ObjectReleasedException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.cli.cluster.JvmCommand;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedCluster.class)
class BadInputProcessIT {
    private static final Duration LIMIT = LocalCluster.LIMIT;

    /** Of a user: neither Mobula nor the JDK knows it. */
    static final class TooHot extends Exception {
        private static final long serialVersionUID = 1L;
        final int degrees;

        TooHot(int degrees) {
            super("too hot: " + degrees);
            this.degrees = degrees;
        }
    }

    record Engine(String name, List<Object> parts) {}

    @TempDir
    private Path dir;

    private LocalCluster cluster;
    private Mobula mobula;

    @BeforeEach
    void connect(LocalCluster shared) {
        cluster = shared;
        mobula = shared.connect();
    }

    @AfterEach
    void close() {
        mobula.close();
    }

    private static <X extends MobulaException> X refused(Class<X> type, ErrorCode code, String text, Executable what) {
        X failure = assertThrows(type, what);
        assertEquals(code, failure.code(), failure.getMessage());
        assertTrue(failure.getMessage().contains(text), failure.getMessage());
        return failure;
    }

    private static int heat(int degrees) throws TooHot {
        if (degrees > 100) throw new TooHot(degrees);
        return degrees;
    }

    @Test
    void aCaptureThatCannotTravelIsRefusedWithTheWayToIt() {
        var engine = new Engine("v8", List.of("piston", new Thread("pump")));
        refused(
                CaptureException.class,
                ErrorCode.CAPTURE_UNSHIPPABLE,
                "captured engine → Engine.parts[1]: java.lang.Thread cannot travel",
                () -> mobula.submit(() -> engine.name()));
    }

    @Test
    void aBodysExceptionComesBackAsItselfWithItsStack() {
        ObjectRef<Integer> ref = mobula.task().name("boil").submit(() -> heat(120));
        var failure =
                refused(TaskFailedException.class, ErrorCode.TASK_FAILED, "boil failed on node-", () -> ref.get(LIMIT));
        TooHot cause = failure.cause(TooHot.class).orElseThrow();
        assertEquals(120, cause.degrees);
        assertEquals("too hot: 120", cause.getMessage());
        assertEquals("heat", cause.getStackTrace()[0].getMethodName());
        assertThrows(TooHot.class, () -> {
            throw failure.rethrow(TooHot.class);
        });
    }

    @Test
    void anErrorOfABodyLeavesTheNodeWorking() {
        ObjectRef<Integer> ref = mobula.submit(() -> deeper(1));
        var failure =
                refused(TaskFailedException.class, ErrorCode.TASK_FAILED, "StackOverflowError", () -> ref.get(LIMIT));
        assertTrue(failure.cause(StackOverflowError.class).isPresent());
        assertEquals(1, mobula.submit(() -> 1).get(LIMIT));
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int level) {
        return deeper(level + 1) + 1;
    }

    @Test
    void aWrongTokenIsRefused() {
        refused(
                ConnectionException.class,
                ErrorCode.TOKEN_REFUSED,
                "token",
                () -> Mobula.connect(ConnectOptions.to(cluster.address()).withToken("x".repeat(43)))
                        .close());
    }

    @Test
    void aFolderWithoutATokenIsNamed() {
        refused(
                ConnectionException.class,
                ErrorCode.TOKEN_REFUSED,
                dir.resolve("token").toString(),
                () -> Mobula.connect(ConnectOptions.to(cluster.address()).withDirectory(dir))
                        .close());
    }

    @Test
    void anAddressWhereNobodyListensIsNamed() throws Exception {
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        refused(
                ConnectionException.class,
                ErrorCode.CONNECTION_REFUSED,
                "127.0.0.1:" + port,
                () -> Mobula.connect(ConnectOptions.to("127.0.0.1:" + port).withDirectory(cluster.dir()))
                        .close());
    }

    @Test
    void aGetWhoseTimeIsUpSaysWhereTheTaskIs() {
        String folder = dir.toString();
        ObjectRef<Bodies.Ran> ref = mobula.task().name("slow").submit(() -> Bodies.behindGate(folder, 0));
        refused(
                GetTimeoutException.class,
                ErrorCode.GET_TIMED_OUT,
                "slow has not ended after 50 ms; it goes on",
                () -> ref.get(Duration.ofMillis(50)));
        assertTrue(ref.cancel());
    }

    @Test
    void anArgumentOf200MegabytesTravels() {
        byte[] big = new byte[200 << 20];
        for (int i = 0; i < big.length; i += 4096) big[i] = (byte) (i >> 12);
        int expected = Arrays.hashCode(big);
        ObjectRef<byte[]> ref = mobula.put(big);
        assertEquals(expected, mobula.submit(() -> Arrays.hashCode(ref.get())).get(LIMIT));
        ref.release();
    }

    @Test
    void aResultThatNoCodecTakesFailsTheTask() {
        ObjectRef<Thread> ref = mobula.task().name("spawn").submit(() -> new Thread("mine"));
        var failure = refused(
                TaskFailedException.class,
                ErrorCode.TASK_FAILED,
                "java.lang.Thread cannot travel",
                () -> ref.get(LIMIT));
        assertEquals(
                ErrorCode.VALUE_UNSHIPPABLE,
                failure.cause(MobulaException.class).orElseThrow().code());
    }

    @Test
    void aReleasedRefIsRefusedWhereItWasReleased() {
        ObjectRef<byte[]> ref = mobula.put(new byte[1 << 20]);
        ref.release();
        refused(ObjectReleasedException.class, ErrorCode.OBJECT_RELEASED, "was released here", ref::get);
        refused(
                MobulaException.class,
                ErrorCode.OBJECT_RELEASED,
                "was released here",
                () -> mobula.submit(() -> ref.get().length));
    }

    @Test
    void aRefOutsideAMessageIsRefused() {
        ObjectRef<Integer> ref = mobula.put(1);
        try (var out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            var failure = assertThrows(Exception.class, () -> out.writeObject(ref));
            assertTrue(
                    failure instanceof MobulaException mobulas && mobulas.code() == ErrorCode.REF_OUTSIDE_MESSAGE,
                    failure.toString());
        } catch (java.io.IOException closing) {
            throw new AssertionError(closing);
        }
    }

    /** Bytes of a class that lies on no class path. */
    private static final class InMemory extends ClassLoader {
        InMemory() {
            super(BadInputProcessIT.class.getClassLoader());
        }

        Class<?> define(byte[] bytes) {
            return defineClass(null, bytes, 0, bytes.length);
        }
    }

    @Test
    void aClassMadeAtRunTimeIsNamedWhereItIsMissing() throws Exception {
        byte[] bytes = java.lang.classfile.ClassFile.of()
                .build(
                        java.lang.constant.ClassDesc.of("made.Up"),
                        builder -> builder.withInterfaceSymbols(
                                        Task.class.describeConstable().orElseThrow())
                                .withFlags(java.lang.reflect.AccessFlag.PUBLIC)
                                .withMethodBody(
                                        "run",
                                        java.lang.constant.MethodTypeDesc.of(
                                                java.lang.constant.ConstantDescs.CD_Object),
                                        java.lang.classfile.ClassFile.ACC_PUBLIC,
                                        code -> code.loadConstant("ran").areturn())
                                .withMethodBody(
                                        "<init>",
                                        java.lang.constant.ConstantDescs.MTD_void,
                                        java.lang.classfile.ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        java.lang.constant.ConstantDescs.CD_Object,
                                                        "<init>",
                                                        java.lang.constant.ConstantDescs.MTD_void)
                                                .return_()));
        Object made = new InMemory().define(bytes).getConstructor().newInstance();
        List<Object> holder = List.of(made);
        MobulaException failure = assertThrows(
                MobulaException.class, () -> mobula.submit(() -> holder.size()).get(LIMIT));
        assertTrue(failure.getMessage().contains("made.Up"), failure.getMessage());
    }

    @Test
    void aClassFileOfANewerJavaIsNamedWithBothVersions() throws Exception {
        Path classes = NewerClass.compile(dir);
        var base = JvmCommand.small();
        var command = new JvmCommand(
                base.java(), classes + java.io.File.pathSeparator + base.classPath(), base.aotCache(), base.flags());
        Process driver = new ProcessBuilder(command.running(
                        NewerClass.class.getName(),
                        List.of(cluster.addresses(), cluster.dir().toString())))
                .redirectErrorStream(true)
                .start();
        String said = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("[CLASS_TOO_NEW]"), said);
        assertTrue(said.contains("it brings class far.Future (class file version 99, Java 55)"), said);
        assertTrue(said.contains("this node runs Java " + Runtime.version().feature()), said);
    }

    @Test
    void noiseOnANodesPortDisturbsNobody() throws Exception {
        var random = new Random(7);
        var address = (io.mobula.call.Address.Tcp) io.mobula.driver.ConnectTarget.parse(cluster.address());
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 40; i++) {
                var socket = new Socket();
                open.add(socket);
                socket.connect(new InetSocketAddress(address.host(), address.port()), 5_000);
                byte[] noise = new byte[1 + random.nextInt(i % 8 == 0 ? 1 << 20 : 200)];
                random.nextBytes(noise);
                if (i % 3 == 0) noise[0] = 'M';
                if (i % 4 == 0) Arrays.fill(noise, (byte) 0xff); // a length of the largest frame there is
                try {
                    socket.getOutputStream().write(noise);
                } catch (java.io.IOException hungUp) {
                    continue; // as it may, on what is no handshake
                }
                if (i % 2 == 0) socket.close();
                assertEquals(i, mobula.submit(() -> Integer.valueOf(1)).get(LIMIT) + i - 1);
            }
            try (Mobula another = cluster.connect()) {
                assertEquals(2, another.submit(() -> 2).get(LIMIT));
            }
        } finally {
            for (Socket socket : open) socket.close();
        }
        assertEquals(3, mobula.cluster().nodes().size());
    }

    @Test
    void aMisspeltSettingStopsTheNodeWithFileAndLine() throws Exception {
        Path conf = dir.resolve("node.conf");
        Files.writeString(conf, "mobula {\n  node {\n    prot = 7400\n  }\n}\n");
        ShortNode.Ended ended = ShortNode.run("--config", conf.toString());
        assertEquals(2, ended.code(), ended.said());
        assertTrue(
                ended.said().contains("node.conf:3: node.prot is no setting. Did you mean node.port?"), ended.said());
    }

    @Test
    void aTakenPortStopsTheNodeAndIsNamed() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0));
            ShortNode.Ended ended = ShortNode.run(
                    "--set", "mobula.node.port=" + taken.getLocalPort(),
                    "--set", "mobula.node.host=127.0.0.1",
                    "--set", "mobula.node.data-dir=" + dir,
                    "--set", "mobula.cluster.id=" + java.util.UUID.randomUUID(),
                    "--set", "mobula.cluster.token-file=" + cluster.dir().resolve("token"));
            assertEquals(1, ended.code(), ended.said());
            assertTrue(ended.said().contains("127.0.0.1:" + taken.getLocalPort()), ended.said());
            assertTrue(ended.said().contains("PORT_IN_USE"), ended.said());
        }
    }
}

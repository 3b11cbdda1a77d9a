package io.mobula.api.shapes;

import io.mobula.api.Action;
import io.mobula.api.Fn;
import io.mobula.api.ObjectRef;
import io.mobula.api.Task;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Every shape of body that works. */
public final class Cases {
    private static final ObjectRef<Integer> ONE = new StubRef<>(1);
    private static final ObjectRef<Integer> TWO = new StubRef<>(2);

    private Cases() {}

    static int answer() {
        return 42;
    }

    static int takesLong(long n) {
        return (int) n;
    }

    public static Stream<Case> all() {
        return Stream.of(captures(), nested(), references(), constructors(), places(), instances(), values())
                .flatMap(List::stream);
    }

    private static List<Case> captures() {
        byte b = 1;
        short s = 2;
        char c = 'c';
        int i = 3;
        long l = 4;
        float f = 5;
        double d = 27;
        boolean z = true;
        Integer boxed = 42;
        String text = "42";
        int[] ints = {40, 2};
        Object[] objects = {42};
        ObjectRef<Integer> one = ONE;
        ObjectRef<Integer> two = TWO;
        record Local(int x, int y) {}
        var local = new Local(40, 2);
        enum LocalEnum {
            A,
            B
        }
        var kind = LocalEnum.B;
        return List.of(
                Case.of("no capture", () -> (Task<Integer>) () -> answer()),
                Case.of("action", () -> (Action) () -> answer(), "nothing"),
                Case.of("8 primitives", () -> (Task<Integer>) () -> z ? (int) (b + s + i + l + f + d) : c),
                Case.of("a box and a string", () -> (Task<Integer>) () -> boxed + Integer.parseInt(text) - 42),
                Case.of("int[] and Object[]", () ->
                        (Task<Integer>) () -> ints[0] + ints[1] + (Integer) objects[0] - 42),
                Case.of("one ref", () -> (Task<Integer>) () -> one.get() + 41),
                Case.of("two refs and an int", () -> (Task<Integer>) () -> one.get() + two.get() + i + 36),
                Case.of("a local record", () -> (Task<Integer>) () -> local.x() + local.y()),
                Case.of("a local enum, switch in the body", () -> (Task<Integer>) () -> switch (kind) {
                    case A -> 0;
                    case B -> 42;
                }),
                Case.of("20 captures", Cases::twenty));
    }

    private static Task<Integer> twenty() {
        int a1 = 1, a2 = 2, a3 = 3, a4 = 4, a5 = 5, a6 = 6, a7 = 7, a8 = 8, a9 = 9, a10 = 10;
        int b1 = 1, b2 = 2, b3 = 3, b4 = 4, b5 = 5, b6 = 6, b7 = 7, b8 = 8, b9 = 9, b10 = -58;
        return () ->
                a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + b8 + b9 + b10;
    }

    private static List<Case> nested() {
        int i = 3;
        ObjectRef<Integer> one = ONE;
        Task<Integer> inner = () -> one.get() + 41;
        Fn<Integer, Integer> fn = n -> n + one.get();
        Comparator<String> byLength = (Comparator<String> & Serializable) (x, y) -> x.length() - y.length();
        return List.of(
                Case.of("captures a Task", () -> (Task<Integer>) () -> inner.call()),
                Case.of("captures a Fn", () -> (Task<Integer>) () -> fn.apply(41)),
                Case.of("captures a cast comparator, calls its default method", () -> (Task<Integer>) () -> 40
                        + List.of("a", "bb")
                                .indexOf(List.of("a", "bb").stream()
                                        .min(byLength.reversed())
                                        .orElse(""))
                        + 1),
                Case.of("lambda in a lambda", () -> (Task<Integer>) () -> {
                    Task<Integer> t = () -> i + 39;
                    return t.call();
                }),
                Case.of("lambda returned by a lambda", () -> ((Task<Task<Integer>>) () -> () -> i + 39).call()),
                Case.of("stream lambdas in the body", () -> (Task<Integer>)
                        () -> List.of(40, 2).stream().mapToInt(n -> n + 0).sum()));
    }

    private static List<Case> references() {
        long l = 4;
        String text = "42";
        ObjectRef<Integer> one = ONE;
        var counter = new Counter(42);
        return List.of(
                Case.of("static", () -> (Task<Integer>) Cases::answer),
                Case.of("bound", () -> (Task<Long>) counter::value, 42L),
                Case.of("bound to a ref", () -> (Task<Integer>) one::get, 1),
                Case.of("bound, of the JDK", () -> (Task<Integer>) text::length, 2),
                Case.call("static, of the JDK", () -> (Fn<String, Integer>) Integer::parseInt, "42"),
                Case.of("bound, interface of the JDK", () -> (Task<Integer>) List.of(1, 2)::size, 2),
                new Case("unbound", () -> (Fn<Counter, Long>) Counter::value, new Object[] {counter}, 42L),
                new Case(
                        "lambda with an argument",
                        () -> (Fn<Counter, Long>) x -> x.value(),
                        new Object[] {counter},
                        42L),
                new Case(
                        "lambda with a capture and an argument",
                        () -> (Fn<Counter, Long>) x -> x.value() + l - 4,
                        new Object[] {counter},
                        42L),
                Case.call("widening argument", () -> (Fn<Integer, Integer>) Cases::takesLong, 42),
                new Case("varargs", () -> (Fn<Integer, Integer>) Shapes::varargs, new Object[] {7}, 1),
                new Case("super::m", () -> new Shapes.Sub().superReference(), new Object[] {21}, 42),
                Case.of("this::protected", () -> new Shapes.Sub().boundProtected(), 11));
    }

    private static List<Case> constructors() {
        return List.of(
                Case.of("constructor", () -> (Task<Long>) () -> new Counter().value(), 42L),
                Case.of("constructor reference", () -> (Task<Counter>) Counter::new, Counter.class.getName()),
                Case.of("private constructor", Shapes::privateConstructor, "made"),
                Case.of("inner class", () -> new Shapes.Fields(42).innerFactory(), "inner of 42"),
                new Case("array", () -> (Fn<Integer, int[]>) int[]::new, new Object[] {3}, "[I"));
    }

    private static List<Case> places() {
        return List.of(
                Case.of("interface, static", () -> Shapes.InInterface.ofStatic(41)),
                Case.of("interface, default, captures this", () -> new Shapes.InInterfaceImpl().ofDefault()),
                Case.of("interface, calls private", () -> new Shapes.InInterfaceImpl().ofPrivate()),
                Case.of("record, captures this", () -> new Shapes.InRecord(40, 2).sum()),
                Case.of("record, static", () -> Shapes.InRecord.ofStatic(40)),
                Case.of("record, accessor bound", () -> new Shapes.InRecord(42, 0).accessor()),
                Case.of("enum constant with a body", () -> Shapes.InEnum.ONE.body()),
                Case.of("enum constructor", () -> Shapes.InEnum.ONE.field),
                Case.of("static initialiser", () -> Shapes.STATIC_INIT),
                Case.of("generic method", () -> Shapes.generic(42, 41)),
                Case.of("generic class", () -> new Shapes.Box<>(42).task()),
                Case.of("cast to Callable and Serializable", () ->
                        (Serializable) (Callable<Integer> & Serializable) () -> 42));
    }

    private static List<Case> instances() {
        var fields = new Shapes.Fields(42);
        return List.of(
                Case.of("instance initialiser", () -> fields.instanceInit),
                Case.of("constructor body", () -> fields.fromConstructor),
                Case.of("captures this, reads a field", fields::readsField),
                Case.of("field copied to a local", fields::copiesField),
                Case.of("captures this, calls a private method", fields::callsPrivate),
                Case.of("this::private", fields::boundThis),
                Case.of("inner class, reads an outer field", () -> fields.new Inner().readsOuter()),
                Case.of("in an anonymous class", fields::inAnonymous),
                Case.of("protected method of another package", () -> new Shapes.Sub().protectedOfOtherPackage()));
    }

    private static List<Case> values() {
        return List.of(
                Case.of("record", () -> new Shapes.TaskRecord(41, ONE)),
                Case.of("enum constant", () -> Shapes.TaskEnum.PLAIN),
                Case.of("enum constant with its own body", () -> Shapes.TaskEnum.WITH_BODY));
    }
}

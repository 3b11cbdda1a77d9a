package io.mobula.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.shapes.Initialised;
import java.lang.invoke.MethodHandleInfo;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyCodeTest {
    private static final BodyCode CODE = code("com/app/Main", "run", "()V", MethodHandleInfo.REF_invokeStatic);

    @Test
    void hashIsPartOfTheWireFormat() {
        assertEquals("e51b4105047aa978", Long.toHexString(CODE.codeHash()));
        assertEquals(
                "56c94271e6a63705",
                Long.toHexString(code("com/app/Main", "lambda$run$8f2b1c$1", "(IJ)Ljava/lang/Integer;", 7)
                        .codeHash()));
    }

    @Test
    void hashDependsOnEveryPartAndOnWhereOneEnds() {
        assertNotEquals(CODE.codeHash(), code("com/app/Maim", "run", "()V", 6).codeHash());
        assertNotEquals(CODE.codeHash(), code("com/app/Main", "ran", "()V", 6).codeHash());
        assertNotEquals(CODE.codeHash(), code("com/app/Main", "run", "()I", 6).codeHash());
        assertNotEquals(CODE.codeHash(), code("com/app/Main", "run", "()V", 7).codeHash());
        assertNotEquals(CODE.codeHash(), code("com/app/Mai", "nrun", "()V", 6).codeHash());
    }

    @Test
    void equalByItsParts() {
        assertEquals(CODE, code("com/app/Main", "run", "()V", 6));
        assertEquals(CODE.hashCode(), code("com/app/Main", "run", "()V", 6).hashCode());
        assertNotEquals(CODE, code("com/app/Main", "run", "()V", 5));
    }

    @Test
    void refusesKindsThatNameNoMethod() {
        assertThrows(IllegalArgumentException.class, () -> code("A", "f", "I", MethodHandleInfo.REF_getField));
    }

    @Test
    void namesWhatTheLoaderDoesNotHave() {
        var loader = new SecondLoader();

        CodeException noClass = assertThrows(CodeException.class, CODE.invoker(loader)::invoke);
        assertEquals(ErrorCode.CLASS_NOT_SHIPPED, noClass.code());
        assertEquals(
                "com.app.Main.run()V cannot run: class com.app.Main was not found."
                        + " Put it on the class path of the program that submits [CLASS_NOT_SHIPPED]",
                noClass.getMessage());

        var gone = code("io/mobula/api/shapes/Statics", "gone", "()V", 6);
        CodeException noMethod = assertThrows(CodeException.class, gone.invoker(loader)::invoke);
        assertEquals(ErrorCode.CLASS_NOT_SHIPPED, noMethod.code());
    }

    @Test
    void resolvesOncePerClassAndInitialisesItNotBeforeItRuns() throws Throwable {
        var count = new AtomicInteger();
        System.getProperties().put(Initialised.COUNTER, count);
        try {
            BodyCode code = Body.of(Initialised.body()).code();
            assertEquals(1, count.get());
            var loader = new SecondLoader();

            Invoker invoker = code.invoker(loader);
            Body body = Body.of(code, new Object[0], loader);
            assertSame(body.shape(), invoker.shape());
            assertEquals(1, count.get());

            assertEquals(42, invoker.invoke());
            assertEquals(2, count.get());
        } finally {
            System.getProperties().remove(Initialised.COUNTER);
        }
    }

    private static BodyCode code(String owner, String name, String descriptor, int kind) {
        return new BodyCode(owner, name, descriptor, kind);
    }
}

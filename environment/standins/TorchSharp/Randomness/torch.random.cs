using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static long seed() => random.seed();

    public static Generator manual_seed(long seed) => random.manual_seed(seed);

    public static long initial_seed() => random.initial_seed();

    public static Tensor get_rng_state() => random.get_rng_state();

    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static partial class random
    {
        public static long seed() => Generator.Default.seed();

        public static long initial_seed() => Generator.Default.initial_seed();

        public static Generator manual_seed(long seed)
        {
            Shim.Check(Shim.ts_manual_seed((ulong)seed));
            return Generator.Default;
        }

        public static Tensor get_rng_state() => Generator.Default.get_state();

        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}

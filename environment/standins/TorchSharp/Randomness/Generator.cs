using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public class Generator : IDisposable
    {
        public nint Handle { get; private set; }

        public Device device { get; private set; }

        private Generator(nint handle)
        {
            Handle = handle != 0 ? handle : throw Shim.Failed();
            device = CPU;
        }

        public Generator(ulong seed = 0, Device? device = null)
            : this(Shim.ts_generator_new(seed, (int)(device?.type ?? DeviceType.CPU), device?.index ?? -1)) =>
            this.device = device ?? CPU;

        ~Generator() => Dispose(false);

        public static Generator Default => new(Shim.ts_generator_default());

        public Tensor get_state() => Shim.Own(Shim.ts_generator_state(Handle));

        public void set_state(Tensor value)
        {
            Shim.Check(Shim.ts_generator_set_state(Handle, value is null ? 0 : value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Shim.Check(Shim.ts_generator_seed(Handle, (ulong)seed));
            return this;
        }

        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed() => (long)Shim.ts_generator_initial_seed(Handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0) return;
            Shim.ts_generator_release(Handle);
            Handle = 0;
        }
    }
}

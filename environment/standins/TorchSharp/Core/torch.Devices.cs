using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static Device? defaultDevice;

#nullable disable
    public static Device CUDA => InitializeDevice(new Device(DeviceType.CUDA, -1));

    public static readonly Device CPU = new(DeviceType.CPU, -1);

    public static readonly Device META = new(DeviceType.META, -1);

    public static Device device(string description) => InitializeDevice(new Device(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(int index) => new Device(DeviceType.CUDA, index);
#nullable restore

    public static Device get_default_device() => defaultDevice ?? CPU;

    public static void set_default_device(Device device) => defaultDevice = device ?? throw new ArgumentNullException(nameof(device));

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static bool TryInitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.CUDA) return cuda.is_available();
        return deviceType is not DeviceType.MPS;
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.MPS) throw new InvalidOperationException("Torch device type 'MPS' is not available on this platform.");
        if (deviceType == DeviceType.CUDA && !cuda.is_available())
            throw new InvalidOperationException("Torch device type CUDA did not initialise on the current machine.");
    }

    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        if (device.type is not DeviceType.CPU) InitializeDeviceType(device.type);
        return device;
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static partial class cuda
    {
        private static readonly Lazy<bool> available = new(Shim.ts_cuda_available);

        public static bool is_available() => available.Value;

        public static bool is_cudnn_available() => Shim.ts_cudnn_available();

        public static int device_count() => Shim.ts_cuda_device_count();

        public static void manual_seed(long seed) => Shim.Check(Shim.ts_cuda_manual_seed((ulong)seed, false));

        public static void manual_seed_all(long seed) => Shim.Check(Shim.ts_cuda_manual_seed((ulong)seed, true));

        public static void synchronize(Device? device = null)
        {
            InitializeDeviceType(device?.type ?? DeviceType.CUDA);
            Shim.Check(Shim.ts_cuda_synchronize(device?.index ?? -1));
        }
    }

    public static partial class backends
    {
        public static partial class cuda
        {
            public static partial class matmul
            {
                public static bool allow_tf32
                {
                    get => Shim.ts_allow_tf32(false);
                    set => Shim.ts_set_allow_tf32(false, value);
                }
            }
        }

        public static partial class cudnn
        {
            public static bool allow_tf32
            {
                get => Shim.ts_allow_tf32(true);
                set => Shim.ts_set_allow_tf32(true, value);
            }
        }
    }
}

#nullable disable
namespace TorchSharp;

public static partial class torch
{
    public class Device
    {
        public DeviceType type { get; private set; } = DeviceType.CPU;

        public int index { get; private set; } = -1;

        public Device(string description)
        {
            var parts = description.Split(':');
            if (parts.Length is not (1 or 2)) return;
            type = (DeviceType)Enum.Parse(typeof(DeviceType), parts[0].ToUpper());
            if (parts.Length == 2) index = int.Parse(parts[1]);
        }

        public Device(string deviceType, int index = -1)
        {
            type = (DeviceType)Enum.Parse(typeof(DeviceType), deviceType.ToUpper());
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
        {
            type = DeviceType.CUDA;
            this.index = index;
        }

        public override string ToString()
        {
            if (type == DeviceType.CPU) return "cpu";
            var name = type.ToString().ToLower();
            return index == -1 ? name : $"{name}:{index}";
        }

        public static implicit operator Device(string description) => new Device(description);
    }
}

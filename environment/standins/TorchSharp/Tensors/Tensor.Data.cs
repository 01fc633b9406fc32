using System.Runtime.CompilerServices;
using TorchSharp.Interop;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException("Number of elements in the tensor must be 1");
            if (device_type == DeviceType.CPU)
            {
                ValidateType(typeof(T));
                var value = *(T*)DataPointer();
                GC.KeepAlive(this);
                return value;
            }
            return data<T>()[0];
        }

        public Span<byte> bytes
        {
            get
            {
                var length = NumberOfElements * ElementSize;
                CheckHostMemory(length);
                return new Span<byte>(DataPointer(), (int)length);
            }
            set
            {
                if (!is_contiguous()) throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (NumberOfElements * ElementSize != value.Length) throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>(DataPointer(), value.Length));
                GC.KeepAlive(this);
            }
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            CheckHostMemory(0);
            var length = NumberOfElements * ElementSize;
            var at = (byte*)DataPointer();
            for (long done = 0; done < length;)
            {
                var part = (int)Math.Min(length - done, Math.Max(bufferSize, 1 << 20));
                stream.Write(new ReadOnlySpan<byte>(at + done, part));
                done += part;
            }
            GC.KeepAlive(this);
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            CheckHostMemory(0);
            var length = NumberOfElements * ElementSize;
            var at = (byte*)DataPointer();
            for (long done = 0; done < length;)
            {
                var part = stream.Read(new Span<byte>(at + done, (int)Math.Min(length - done, 1 << 20)));
                if (part == 0) throw new EndOfStreamException();
                done += part;
            }
            GC.KeepAlive(this);
        }

        public double ReadCpuDouble(long i) => TensorAccessor<double>.ReadItemAt(this, i);

        public float ReadCpuSingle(long i) => TensorAccessor<float>.ReadItemAt(this, i);

        public int ReadCpuInt32(long i) => TensorAccessor<int>.ReadItemAt(this, i);

        public long ReadCpuInt64(long i) => TensorAccessor<long>.ReadItemAt(this, i);

        public byte ReadCpuByte(long i) => TensorAccessor<byte>.ReadItemAt(this, i);

        public sbyte ReadCpuSByte(long i) => TensorAccessor<sbyte>.ReadItemAt(this, i);

        public short ReadCpuInt16(long i) => TensorAccessor<short>.ReadItemAt(this, i);

        public bool ReadCpuBool(long i) => TensorAccessor<bool>.ReadItemAt(this, i);

        public T ReadCpuValue<T>(long i) where T : unmanaged => TensorAccessor<T>.ReadItemAt(this, i);

        public Scalar ToScalar()
        {
            var v = Ops._local_scalar_dense.CallValue(this);
            return v.Tag switch
            {
                Tag.Double => v.Double,
                Tag.Bool => v.Bits != 0,
                _ => v.Bits,
            };
        }

        internal void* DataPointer()
        {
            var p = Shim.ts_data(Handle);
            if (p is null && NumberOfElements > 0) throw Shim.Failed();
            return p;
        }

        internal void ValidateType(Type dotnetType)
        {
            var expected = dtype switch
            {
                ScalarType.Byte => typeof(byte),
                ScalarType.Int8 => typeof(sbyte),
                ScalarType.Int16 => typeof(short),
                ScalarType.Int32 => typeof(int),
                ScalarType.Int64 => typeof(long),
                ScalarType.Bool => typeof(bool),
                ScalarType.Float16 => typeof(Half),
                ScalarType.Float32 => typeof(float),
                ScalarType.Float64 => typeof(double),
                ScalarType.ComplexFloat32 => typeof((float, float)),
                ScalarType.ComplexFloat64 => typeof(System.Numerics.Complex),
                _ => null,
            };
            if (dotnetType != expected) throw new ArgumentException($"{dotnetType.Name} is not compatible with {dtype}");
        }

        private void CheckHostMemory(long length)
        {
            if (!is_contiguous()) throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (length > int.MaxValue) throw new ArgumentException("Span only supports up to int.MaxValue elements.");
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }
    }
}

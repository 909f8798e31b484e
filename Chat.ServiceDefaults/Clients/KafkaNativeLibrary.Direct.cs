using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Chat.ServiceDefaults.Clients;

/// <summary>Has Confluent.Kafka run on the machine's own librdkafka (Debian: <c>librdkafka1</c>), since its native package
/// is not among what the default build restores.</summary>
internal static class KafkaNativeLibrary
{
    private static readonly Lazy<bool> Loaded = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(IClient).Assembly, Resolve);
        return true;
    });

    public static void Load() => _ = Loaded.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name.Contains("librdkafka", StringComparison.Ordinal) && NativeLibrary.TryLoad("librdkafka.so.1", out var handle) ? handle : 0;
}

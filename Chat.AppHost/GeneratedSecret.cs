using System.Security.Cryptography;
using System.Text;

namespace Chat.AppHost;

/// <summary>
/// A secret parameter. A local run without a given value (<c>Parameters:NAME</c>) generates one on its first start and keeps
/// it in the data folder, readable by its owner only.
/// </summary>
internal static class GeneratedSecret
{
    private const int Bytes = 32;

    public static IResourceBuilder<ParameterResource> AddGeneratedSecret(this IDistributedApplicationBuilder builder, string name, string data)
    {
        if (builder.ExecutionContext.IsRunMode && string.IsNullOrEmpty(builder.Configuration[$"Parameters:{name}"]))
            builder.Configuration[$"Parameters:{name}"] = ReadOrGenerate(Path.Combine(data, "keys"), name);
        return builder.AddParameter(name, secret: true);
    }

    private static string ReadOrGenerate(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            // Renamed when complete: a run that is killed here leaves no half of a key.
            Directory.CreateDirectory(folder);
            var unfinished = path + ".new";
            File.Delete(unfinished);
            using (var file = new FileStream(unfinished, OwnerOnly()))
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))));
            File.Move(unfinished, path);
        }

        return File.ReadAllText(path);
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}

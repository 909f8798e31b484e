using System.IO.Compression;
using System.Text;

namespace Chat.Edge.Tests.WebClient;

/// <summary>A web client as its build leaves it, in a folder of its own.</summary>
internal sealed class WebRoot : IDisposable
{
    public const string Page = "<!doctype html><title>the client</title>";
    public const string ScriptPath = "/assets/index-1a2b3c.js";
    public static readonly string Script = string.Concat(Enumerable.Repeat("console.log('the client');\n", 50));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-wwwroot-");

    public WebRoot()
    {
        Write("/index.html", Encoding.UTF8.GetBytes(Page));
        Write(ScriptPath, Encoding.UTF8.GetBytes(Script));
        Write(ScriptPath + ".br", Compressed(stream => new BrotliStream(stream, CompressionLevel.Optimal)));
        Write(ScriptPath + ".gz", Compressed(stream => new GZipStream(stream, CompressionLevel.Optimal)));
    }

    public string Path => _folder.FullName;

    public void Write(string path, byte[] content)
    {
        var file = new FileInfo(Path + path);
        file.Directory!.Create();
        File.WriteAllBytes(file.FullName, content);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Compressed(Func<Stream, Stream> compress)
    {
        using var result = new MemoryStream();
        using (var stream = compress(result))
            stream.Write(Encoding.UTF8.GetBytes(Script));
        return result.ToArray();
    }
}

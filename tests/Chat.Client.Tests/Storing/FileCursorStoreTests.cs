using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Storing;

public sealed class FileCursorStoreTests : CursorStoreSuite, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-cursors-");

    public FileCursorStoreTests() => Store = new FileCursorStore(Path);

    protected override ICursorStore Store { get; }

    private string Path => System.IO.Path.Combine(_folder.FullName, "cursors.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Another_process_loads_what_was_saved()
    {
        await Store.SaveAsync([new Cursor(new ChatId(1), 3)], default);

        Assert.Equal(3, (await new FileCursorStore(Path).LoadAsync(default))[new ChatId(1)]);
    }

    [Fact]
    public async Task A_save_that_was_cut_off_leaves_the_old_file()
    {
        await Store.SaveAsync([new Cursor(new ChatId(1), 3)], default);
        await File.WriteAllTextAsync(Path + ".next", "{\"c_");

        var again = new FileCursorStore(Path);
        Assert.Equal(3, (await again.LoadAsync(default))[new ChatId(1)]);
        await again.SaveAsync([new Cursor(new ChatId(1), 4)], default);
        Assert.Equal(4, (await new FileCursorStore(Path).LoadAsync(default))[new ChatId(1)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"c_")]
    [InlineData("{\"x\": 1}")]
    [InlineData("[1]")]
    public async Task A_file_that_holds_something_else_is_not_taken_for_an_empty_one(string text)
    {
        await File.WriteAllTextAsync(Path, text);

        await Assert.ThrowsAsync<InvalidDataException>(() => Store.LoadAsync(default).AsTask());
    }
}

using Chat.Client.Storing;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Tests.Storing;

/// <summary>What every store does.</summary>
public abstract class CursorStoreSuite
{
    private static readonly ChatId A = new(1);
    private static readonly ChatId B = new(long.MaxValue);

    protected abstract ICursorStore Store { get; }

    [Fact]
    public async Task A_new_store_is_empty() => Assert.Empty(await Store.LoadAsync(default));

    [Fact]
    public async Task What_was_saved_is_loaded()
    {
        await Store.SaveAsync([new Cursor(A, 3), new Cursor(B, long.MaxValue)], default);

        Assert.Equal(new Dictionary<ChatId, long> { [A] = 3, [B] = long.MaxValue }, await Store.LoadAsync(default));
    }

    [Fact]
    public async Task A_save_keeps_the_cursors_it_does_not_name()
    {
        await Store.SaveAsync([new Cursor(A, 3)], default);
        await Store.SaveAsync([new Cursor(B, 4)], default);

        Assert.Equal(new Dictionary<ChatId, long> { [A] = 3, [B] = 4 }, await Store.LoadAsync(default));
    }

    [Fact]
    public async Task A_cursor_never_falls()
    {
        await Store.SaveAsync([new Cursor(A, 3)], default);
        await Store.SaveAsync([new Cursor(A, 2)], default);

        Assert.Equal(3, (await Store.LoadAsync(default))[A]);
    }

    [Fact]
    public async Task What_was_loaded_does_not_change_with_the_store()
    {
        await Store.SaveAsync([new Cursor(A, 3)], default);
        var loaded = await Store.LoadAsync(default);
        await Store.SaveAsync([new Cursor(A, 4)], default);

        Assert.Equal(3, loaded[A]);
    }

    [Fact]
    public async Task An_empty_save_changes_nothing()
    {
        await Store.SaveAsync([], default);

        Assert.Empty(await Store.LoadAsync(default));
    }
}

"""What is measured: made once into build/bench by the program `data`, two at a time."""
import concurrent.futures
import subprocess

KINDS = ("findings", "twins", "same", "long", "collide")
DESCRIBED = {"findings": "a fault on every line", "twins": "everybody twice", "same": "one person on every line",
             "long": "all on one line", "collide": "IDs alike in their low bits"}


class Data:
    def __init__(self, folder, maker):
        self.folder, self.maker = folder, str(maker)
        self.wanted = []

    def lines(self, count):
        path = self.folder / str(count)
        self.want(path, "lines", count, path)
        return path

    def book(self, count):
        path = self.folder / f"{count}.xlsx"
        self.want(path, "book", count, path)
        return path

    def small(self, count):
        path = self.folder / f"small-{count}"
        self.want(path, "small", count, path)
        return path

    def wrong(self, kind, count):
        path = self.folder / f"{kind}-{count}.zip"
        self.want(path, "wrong", kind, count, path)
        return path

    def want(self, path, *arguments):
        if (path, arguments) not in self.wanted:
            self.wanted.append((path, arguments))

    def make(self):
        """Makes whatever is not there yet; a name is given only to what is whole."""
        todo = [w for w in self.wanted if not w[0].exists()]
        todo.sort(key=lambda w: -int(w[1][-2]))
        with concurrent.futures.ThreadPoolExecutor(2) as two:
            for done in [two.submit(self.make_one, path, arguments) for path, arguments in todo]:
                done.result()

    def make_one(self, path, arguments):
        new = path.with_name(path.name + ".new")
        if arguments[0] in ("lines", "small"):
            new.mkdir(parents=True, exist_ok=True)
        subprocess.run([self.maker, *map(str, arguments[:-1]), str(new)], check=True)
        new.rename(path)

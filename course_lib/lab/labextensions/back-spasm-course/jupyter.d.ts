/** What the lesson view uses of JupyterLab, as types; JupyterLab's own come with a build, and here is none. */

export interface Signal<Sender, Value> {
  connect(slot: (sender: Sender, value: Value) => void, context?: unknown): void;
  disconnect(slot: (sender: Sender, value: Value) => void, context?: unknown): void;
}

/** A cell as a notebook's file has it. */
export interface StoredCell {
  id: string;
  cell_type: string;
  outputs?: unknown[];
  execution_count?: number | null;
}

/** A notebook as its file has it. */
export interface StoredNotebook {
  cells: StoredCell[];
  metadata: { kernelspec?: unknown; language_info?: unknown; [name: string]: unknown };
}

export interface NotebookModel {
  dirty: boolean;
  cells: Iterable<{ type: string; trusted: boolean }>;
  stateChanged: Signal<NotebookModel, { name: string; newValue: unknown }>;
  getMetadata(name: "course"): { autorun?: boolean; steps?: boolean } | undefined;
  toJSON(): StoredNotebook;
  fromJSON(notebook: StoredNotebook): void;
}

/** A cell as the page shows it. */
export interface Cell {
  node: HTMLElement;
  model: { type: string; sharedModel: { getSource(): string } };
}

export interface CodeCell extends Cell {
  model: Cell["model"] & { outputs: { get(n: number): { data: Record<string, unknown> } | undefined } };
  outputArea: { widgets: { node: HTMLElement }[] };
}

export interface Kernel {
  status: string;
  requestCommInfo(content: { target_name: string }): Promise<{ content: { comms?: object } }>;
}

export interface SessionContext {
  ready: Promise<void>;
  session: { kernel: Kernel | null } | null;
  statusChanged: Signal<SessionContext, string>;
  startKernel(): Promise<unknown>;
  restartKernel(): Promise<unknown>;
}

export interface Notebook {
  node: HTMLElement;
  outerNode: HTMLElement;
  model: NotebookModel | null;
  parent: NotebookPanel;
  widgets: CodeCell[];
  rendermime: { createRenderer(mimeType: string): WidgetRenderer };
}

/** What shows a widget. Its manager is JupyterLab's own, and not promised to anyone. */
export interface WidgetRenderer {
  _manager?: { promise: Promise<{ restoredStatus: boolean }> } | null;
  dispose(): void;
}

export interface NotebookPanel {
  id: string;
  node: HTMLElement;
  isVisible: boolean;
  content: Notebook;
  context: { path: string; ready: Promise<void>; model: NotebookModel; save(): Promise<void> };
  sessionContext: SessionContext;
  disposed: Signal<NotebookPanel, void>;
  isDisposed: boolean;
  addClass(name: string): void;
  removeClass(name: string): void;
  toggleClass(name: string, on?: boolean): boolean;
  /** Asks what to do about a dead kernel; it is JupyterLab's own, and not promised to anyone. */
  _onSessionStatusChanged(sender: SessionContext, status: string): void;
}

export interface Tracker {
  currentWidget: NotebookPanel | null;
  currentChanged: Signal<Tracker, NotebookPanel | null>;
  widgetAdded: Signal<Tracker, NotebookPanel>;
  forEach(visit: (panel: NotebookPanel) => void): void;
}

export interface Command {
  label: string;
  isVisible(): boolean;
  isEnabled(): boolean;
  execute(): unknown;
}

/** The files, as the server has them. */
export interface Contents {
  get(path: string, options: { content: boolean }): Promise<{ type: string }>;
  save(path: string, ...values: unknown[]): Promise<{ type: string }>;
}

/** A part of JupyterLab's frame. */
export interface Part {
  id: string;
  widgets?: readonly unknown[];
  setHidden(hidden: boolean): void;
}

export interface Shell {
  layout: { widgets: readonly Part[] } | null;
  currentWidget: { id: string } | null;
  currentChanged: Signal<Shell, unknown>;
  collapseLeft?(): void;
  collapseRight?(): void;
  isSideTabBarVisible(side: string): boolean;
  toggleSideTabBarVisibility(side: string): void;
}

export interface Application {
  /** All parts of JupyterLab are at work. */
  started: Promise<void>;
  /** What was open before is open again. */
  restored: Promise<unknown>;
  serviceManager: { contents: Contents };
  shell: Shell;
  commands: {
    addCommand(id: string, command: Command): void;
    execute(id: string, values?: Record<string, unknown>): Promise<unknown>;
    notifyCommandChanged(id?: string): void;
  };
  contextMenu: { addItem(item: { command: string; selector: string; rank: number }): void };
}

/** All that the lesson view is handed. */
export interface Jupyter {
  app: Application;
  tracker: Tracker;
  palette: { addItem(item: { command: string; category: string }): void } | null;
  menu: { viewMenu: { addGroup(items: { command: string }[], rank: number): void } } | null;
  /** Knows how a cell is executed. */
  CodeCell: {
    execute(cell: CodeCell, session: SessionContext): Promise<{ content: { status: string } } | undefined>;
  };
  /** Of notebooks, such as running all. */
  actions: {
    selectionExecuted: Signal<unknown, { notebook: Notebook; lastCell: CodeCell }>;
    /** Asks the reader. */
    trust(notebook: Notebook): Promise<{ trusted: boolean }>;
  };
  /** Light and dark, as JupyterLab keeps them. */
  themes: {
    isToggledAdaptiveTheme(): boolean;
    toggleAdaptiveTheme(): Promise<void>;
    setTheme(name: string): Promise<void>;
  } | null;
  /** Leads to what an address names; `stop`, returned by a command, says that this is done. */
  router: {
    stop: object;
    register(rule: { command: string; pattern: RegExp; rank: number }): { dispose(): void };
  } | null;
  /** The address that the window was opened with. */
  opened: URL;
  /** Shows a lesson as a path of steps. */
  Player: typeof import("../../../player/player.js").Player;
  /** Says that the server does not answer, until it does. */
  lost(): Promise<void>;
}

/** What we use of the packages that JupyterLab shares. */
export interface Packages {
  "@jupyterlab/application": { IConnectionLost: object; IRouter: object };
  "@jupyterlab/notebook": { INotebookTracker: object; NotebookActions: Jupyter["actions"] };
  "@jupyterlab/cells": { CodeCell: Jupyter["CodeCell"] };
  "@jupyterlab/apputils": { ICommandPalette: object; IThemeManager: object };
  "@jupyterlab/mainmenu": { IMainMenu: object };
}

/** The packages by version: each is fetched, then made. */
export type Shared = {
  [Name in keyof Packages]?: Record<string, { get(): Promise<() => Packages[Name]> }>;
};
